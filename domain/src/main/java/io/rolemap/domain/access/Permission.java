package io.rolemap.domain.access;

import java.util.Arrays;
import java.util.Optional;

/** What an actor may be allowed to do inside one organisation. A later version may have more of them. */
public enum Permission {
    /** See the mappings of every connection. */
    MAPPINGS_READ("mappings:read"),
    /** Create, change and remove mappings, and so decide which group earns which role. */
    MAPPINGS_WRITE("mappings:write"),
    /** See the connections. */
    CONNECTIONS_READ("connections:read"),
    /** Create, change and remove connections. */
    CONNECTIONS_WRITE("connections:write"),
    /** See the catalogue of roles. */
    ROLES_READ("roles:read"),
    /** Enter roles into the catalogue and remove them. */
    ROLES_WRITE("roles:write"),
    /** Ask which roles somebody's groups earn, and why. */
    ROLES_RESOLVE("roles:resolve"),
    /** Issue, list and revoke API keys. */
    KEYS_WRITE("keys:write");

    private final String label;

    Permission(String label) {
        this.label = label;
    }

    /** {@return the permission as it is written outside of code: {@code "mappings:read"}} A label never changes. */
    public String label() {
        return label;
    }

    /**
     * {@return the permission with this {@link #label()}; empty when there is none}
     *
     * @param label any string, compared character for character
     */
    public static Optional<Permission> fromLabel(String label) {
        return Arrays.stream(values())
                .filter(permission -> permission.label.equals(label))
                .findFirst();
    }
}
