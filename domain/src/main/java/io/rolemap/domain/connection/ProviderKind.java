package io.rolemap.domain.connection;

import java.util.Arrays;
import java.util.Optional;

/** How an identity provider tells an application about a person's groups. */
public enum ProviderKind {
    /** By the claims of an ID token (OpenID Connect Core 1.0). */
    OIDC("oidc"),
    /** By the attributes of an assertion (SAML 2.0). */
    SAML("saml"),
    /** By a directory that is asked, or that provisions. */
    DIRECTORY("directory");

    private final String label;

    ProviderKind(String label) {
        this.label = label;
    }

    /** The kind as it is written outside of code: {@code "oidc"}. */
    public String label() {
        return label;
    }

    /** The kind with this {@link #label()}, compared character for character; empty when there is none. */
    public static Optional<ProviderKind> fromLabel(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }
}
