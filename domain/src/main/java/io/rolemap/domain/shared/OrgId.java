package io.rolemap.domain.shared;

/**
 * The organisation that owns connections, mappings and API keys. Rolemap keeps no record of organisations: one exists
 * as soon as something belongs to it. Two ids are the same only if their characters are.
 *
 * @param value 1 to 128 unreserved URI characters, see {@link Require#id}
 */
public record OrgId(String value) {

    /** @throws InvalidValueException when {@code value} is not an identifier */
    public OrgId {
        Require.id("organisation id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
