package io.rolemap.domain.connection;

import java.util.Arrays;
import java.util.Optional;

/**
 * How an identity provider tells an application about a person's groups. It makes no difference to mapping; it is kept
 * for whoever reads the connection. A later version may have more of them.
 */
public enum ProviderKind {
    /** By the claims of an ID token (OpenID Connect Core 1.0, section 2). */
    OIDC("oidc"),
    /** By the attributes of an assertion (SAML 2.0). */
    SAML("saml"),
    /** By a directory that is asked, as over LDAP (RFC 4511), or that provisions, as with SCIM (RFC 7643 and 7644). */
    DIRECTORY("directory");

    private final String label;

    ProviderKind(String label) {
        this.label = label;
    }

    /** {@return the kind as it is written outside of code: {@code "oidc"}} A label never changes. */
    public String label() {
        return label;
    }

    /**
     * {@return the kind with this {@link #label()}; empty when there is none}
     *
     * @param label any string, compared character for character
     */
    public static Optional<ProviderKind> fromLabel(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }
}
