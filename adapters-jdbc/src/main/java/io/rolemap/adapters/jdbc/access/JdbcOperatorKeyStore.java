package io.rolemap.adapters.jdbc.access;

import io.rolemap.adapters.jdbc.shared.PreparedSql;
import io.rolemap.adapters.jdbc.shared.Sessions;
import io.rolemap.domain.access.KeyDigest;
import io.rolemap.domain.access.OperatorKeyStore;
import java.util.Optional;

/** The first start and its operator key, in the one row of {@code rolemap_installation}. Safe for many threads. */
public final class JdbcOperatorKeyStore implements OperatorKeyStore {

    private static final PreparedSql CLAIM = PreparedSql.of("""
            insert into rolemap_installation (id, operator_key_sha256)
            values (1, :operator_key_sha256)
            on conflict do nothing
            """);

    private static final PreparedSql FIND = PreparedSql.of("""
            select operator_key_sha256
            from rolemap_installation
            where id = 1
            """);

    private final Sessions sessions;

    /**
     * Works through these sessions.
     *
     * @param sessions lead to the database
     */
    public JdbcOperatorKeyStore(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean claimFirstStart(Optional<KeyDigest> generated) {
        Optional<byte[]> digest = generated.map(KeyDigest::toBytes);
        return sessions.write(
                handle -> CLAIM.update(handle, parameters -> parameters.bytes("operator_key_sha256", digest)) == 1);
    }

    @Override
    public Optional<KeyDigest> generatedKey() {
        return sessions.read(handle ->
                FIND.list(handle, none -> {}, row -> Optional.ofNullable(row.getBytes(1))).stream()
                        .findFirst()
                        .flatMap(digest -> digest.map(KeyDigest::fromBytes)));
    }
}
