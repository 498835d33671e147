package io.rolemap.domain.shared;

/**
 * The organisation that owns connections, mappings and API keys. Rolemap keeps no record of organisations: one exists
 * as soon as something belongs to it. Two ids are the same only if their characters are; {@code acme} and {@code Acme}
 * are two organisations. Immutable.
 *
 * @param value 1 to 128 unreserved URI characters (RFC 3986, section 2.3), see {@link Require#id}
 */
public record OrgId(String value) {

    /**
     * Takes the value as it is.
     *
     * @param value 1 to 128 unreserved URI characters, not {@code .} or {@code ..}
     * @throws InvalidValueException when {@code value} is anything else
     */
    public OrgId {
        Require.id("organisation id", value);
    }

    /** {@return the value and nothing else} */
    @Override
    public String toString() {
        return value;
    }
}
