package io.rolemap.testkit;

import io.rolemap.domain.access.ApiKey;
import io.rolemap.domain.access.KeyDigest;
import io.rolemap.domain.access.KeyId;
import io.rolemap.domain.access.KeyName;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.GroupsClaim;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.connection.ProviderKind;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.observation.Sighting;
import io.rolemap.domain.role.Role;
import io.rolemap.domain.role.RoleName;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Ordinary values for tests that care about one of their parts only. Each call makes a new one. Without state; safe for
 * use by many threads.
 */
public final class Samples {

    /** An ordinary moment in whole milliseconds, at which everything here is created. */
    public static final Instant NOW = Instant.ofEpochMilli(1_793_000_000_123L);

    private Samples() {}

    /**
     * {@return an enabled connection with nothing optional, whose provider key is made of the two ids}
     *
     * @param org the organisation's id; here only lowercase letters, digits and hyphens
     * @param id the connection's id; here only lowercase letters, digits and hyphens
     * @throws io.rolemap.domain.shared.InvalidValueException when {@code <org>-<id>} is no provider key
     */
    public static Connection connection(String org, String id) {
        return connection(org, id, org + "-" + id);
    }

    /**
     * {@return an enabled connection with nothing optional}
     *
     * @param org the organisation's id
     * @param id the connection's id
     * @param providerKey unique among all organisations
     * @throws io.rolemap.domain.shared.InvalidValueException when one of them is not valid
     */
    public static Connection connection(String org, String id, String providerKey) {
        return new Connection(
                new ConnectionId(id),
                new OrgId(org),
                ProviderKind.OIDC,
                new ProviderKey(providerKey),
                Optional.empty(),
                GroupsClaim.DEFAULT,
                Optional.empty(),
                true,
                Optional.of(NOW),
                NOW,
                NOW);
    }

    /**
     * {@return the connection as if it had been created at another moment}
     *
     * @param connection the sample
     * @param moment when it was created and updated
     */
    public static Connection createdAt(Connection connection, Instant moment) {
        return new Connection(
                connection.id(),
                connection.org(),
                connection.kind(),
                connection.providerKey(),
                connection.displayName(),
                connection.groupsClaim(),
                connection.defaultRole(),
                connection.enabled(),
                connection.groupsObservedSince(),
                moment,
                moment);
    }

    /**
     * {@return the connection as if its groups were observed since another moment}
     *
     * @param moment since when; empty when they are not
     * @param connection the sample
     */
    public static Connection observedSince(Optional<Instant> moment, Connection connection) {
        return new Connection(
                connection.id(),
                connection.org(),
                connection.kind(),
                connection.providerKey(),
                connection.displayName(),
                connection.groupsClaim(),
                connection.defaultRole(),
                connection.enabled(),
                moment,
                connection.createdAt(),
                connection.updatedAt());
    }

    /**
     * {@return a mapping of the group through the connection, to role 7}
     *
     * @param connection the connection the group comes through
     * @param id the mapping's id
     * @param group the group
     * @throws io.rolemap.domain.shared.InvalidValueException when id or group are not valid
     */
    public static GroupRoleMapping mapping(Connection connection, String id, String group) {
        return mapping(connection, id, group, 7);
    }

    /**
     * {@return a mapping of the group through the connection to the role}
     *
     * @param connection the connection the group comes through
     * @param id the mapping's id
     * @param group the group
     * @param role the role
     * @throws io.rolemap.domain.shared.InvalidValueException when id or group are not valid
     */
    public static GroupRoleMapping mapping(Connection connection, String id, String group, long role) {
        return new GroupRoleMapping(
                new MappingId(id),
                connection.org(),
                connection.id(),
                new ExternalGroup(group),
                new RoleId(role),
                NOW,
                NOW);
    }

    /**
     * {@return the mapping as if it had been created and updated at other moments}
     *
     * @param mapping the sample
     * @param created when it was created
     * @param updated when it was updated
     */
    public static GroupRoleMapping createdAt(GroupRoleMapping mapping, Instant created, Instant updated) {
        return new GroupRoleMapping(
                mapping.id(),
                mapping.org(),
                mapping.connection(),
                mapping.externalGroup(),
                mapping.role(),
                created,
                updated);
    }

    /**
     * {@return that people came with the group through the connection}
     *
     * @param connection the connection they came through
     * @param group the group
     * @param hour the beginning of the hour
     * @param count how often
     * @throws io.rolemap.domain.shared.InvalidValueException when one of them is not valid
     */
    public static Sighting sighting(Connection connection, String group, Instant hour, long count) {
        return new Sighting(
                connection.org(),
                connection.id(),
                connection.groupsObservedSince().orElse(NOW),
                new ExternalGroup(group),
                hour,
                count);
    }

    /**
     * {@return a role of the organisation's catalogue, with a name made of its number}
     *
     * @param org the organisation's id
     * @param id the role's number
     * @throws io.rolemap.domain.shared.InvalidValueException when the organisation's id is not valid
     */
    public static Role role(String org, long id) {
        return new Role(new OrgId(org), new RoleId(id), new RoleName("Role " + id), NOW, NOW);
    }

    /**
     * {@return a key of the organisation that reads mappings and never expires, with a digest made of its id}
     *
     * @param org the organisation's id
     * @param id the key's id
     * @throws io.rolemap.domain.shared.InvalidValueException when one of them is not valid
     */
    public static ApiKey apiKey(String org, String id) {
        return new ApiKey(
                new KeyId(id),
                new OrgId(org),
                new KeyName("automation"),
                Set.of(Permission.MAPPINGS_READ),
                KeyDigest.of("digest of " + id),
                NOW,
                Optional.empty());
    }

    /**
     * {@return the key as if it had been created at another moment}
     *
     * @param key the sample
     * @param moment when it was created
     */
    public static ApiKey createdAt(ApiKey key, Instant moment) {
        return new ApiKey(key.id(), key.org(), key.name(), key.permissions(), key.digest(), moment, key.expiresAt());
    }

    /**
     * {@return a group of random code points from every plane: no NUL, no surrogates, most of them unassigned, hardly
     * compressible}
     *
     * @param random where they come from
     * @param codePoints how many, 1 to 1,024 for a group that is valid
     */
    public static String randomGroup(RandomGenerator random, int codePoints) {
        return random.ints(1, Character.MAX_CODE_POINT + 1)
                .filter(codePoint -> codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE)
                .limit(codePoints)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
