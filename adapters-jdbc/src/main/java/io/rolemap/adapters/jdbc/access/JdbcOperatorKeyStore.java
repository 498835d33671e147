package io.rolemap.adapters.jdbc.access;

import io.rolemap.adapters.jdbc.shared.Sessions;
import io.rolemap.domain.access.KeyDigest;
import io.rolemap.domain.access.OperatorKeyStore;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** The first start and its operator key, in the one row of {@code rolemap_installation}. Safe for many threads. */
public final class JdbcOperatorKeyStore implements OperatorKeyStore {

    private static final String CLAIM = """
            insert into rolemap_installation (id, operator_key_sha256)
            values (1, :operator_key_sha256)
            on conflict do nothing
            """;

    private static final String FIND = """
            select operator_key_sha256
            from rolemap_installation
            where id = 1
            """;

    private final Sessions sessions;

    /** Works through these sessions. */
    public JdbcOperatorKeyStore(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean claimFirstStart(Optional<KeyDigest> generated) {
        return sessions.write(handle -> {
            try (Update update = handle.createUpdate(CLAIM)) {
                return update.bind(
                                        "operator_key_sha256",
                                        generated.map(KeyDigest::toBytes).orElse(null))
                                .execute()
                        == 1;
            }
        });
    }

    @Override
    public Optional<KeyDigest> generatedKey() {
        return sessions.read(handle -> {
            try (Query query = handle.createQuery(FIND)) {
                List<Optional<KeyDigest>> row = query.map(
                                (result, context) -> Optional.ofNullable(result.getBytes("operator_key_sha256"))
                                        .map(KeyDigest::fromBytes))
                        .list();
                return row.isEmpty() ? Optional.empty() : row.get(0);
            }
        });
    }
}
