package io.rolemap.bootstrap;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.jdbc.testing.PostgresServer;
import io.rolemap.testkit.Together;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas on one PostgreSQL, and many who change the same things through both. */
class ReplicasIT {

    private static final String KEY = "an-operators-own-key-0123456789-abcdef";
    private static final String MAPPINGS = "/orgs/acme/identity-providers/okta/group-mappings";
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern ROLE = Pattern.compile("\"role_id\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern GROUP = Pattern.compile("\"external_group\"\\s*:\\s*\"([^\"]+)\"");

    @RegisterExtension
    final Processes processes = new Processes();

    @TempDir
    Path folder;

    @Test
    void nothing_is_lost_or_mixed_whatever_two_replicas_are_asked_at_once() throws Exception {
        String database = PostgresServer.shared().newDatabase();
        List<Rest> replicas = List.of(replica(database), replica(database));
        replicas.get(0).createConnection("acme", "okta");

        everyAcceptedChangeUnderIfMatchWasMadeToWhatItsCallerHadSeen(replicas);
        wholeSetsFollowOneAnother(replicas);
        anOldSetIsReplacedByOneOfManyWhoSawIt(replicas);
        noMappingIsLeftToARoleThatIsRemoved(replicas);
    }

    /** A role that is counted up: a lost update would be a number missing. */
    private static void everyAcceptedChangeUnderIfMatchWasMadeToWhatItsCallerHadSeen(List<Rest> replicas) {
        HttpResponse<String> counter =
                ask(() -> replicas.get(0).post(MAPPINGS, "{\"external_group\": \"Counter\", \"role_id\": 0}"));
        String path = MAPPINGS + "/" + only(ID, counter);

        int accepted = Together.run(6, caller -> {
                    Rest replica = replicas.get(caller % 2);
                    int mine = 0;
                    for (int attempt = 0; attempt < 25; attempt++) {
                        HttpResponse<String> seen = ask(() -> replica.get(path));
                        String next = "{\"role_id\": " + (Long.parseLong(only(ROLE, seen)) + 1) + "}";
                        int status = ask(() -> replica.patch(path, next, tagOf(seen)))
                                .statusCode();
                        assertThat(status).isIn(200, 412);
                        mine += status == 200 ? 1 : 0;
                    }
                    return mine;
                })
                .stream()
                .mapToInt(Integer::intValue)
                .sum();

        assertThat(accepted).isPositive();
        assertThat(only(ROLE, ask(() -> replicas.get(1).get(path)))).isEqualTo(Integer.toString(accepted));
    }

    private static void wholeSetsFollowOneAnother(List<Rest> replicas) {
        Together.run(4, caller -> {
            Rest replica = replicas.get(caller % 2);
            for (int round = 0; round < 10; round++) {
                assertThat(ask(() -> replica.put(MAPPINGS, setOf(caller), Optional.empty()))
                                .statusCode())
                        .isEqualTo(200);
                assertThat(new TreeSet<>(owners(ask(() -> replica.get(MAPPINGS)))))
                        .hasSize(1);
            }
            return caller;
        });

        assertThat(owners(ask(() -> replicas.get(0).get(MAPPINGS)))).hasSize(50);
    }

    private static void anOldSetIsReplacedByOneOfManyWhoSawIt(List<Rest> replicas) {
        Optional<String> seen = tagOf(ask(() -> replicas.get(0).get(MAPPINGS)));

        List<Integer> statuses = Together.run(
                6,
                caller -> ask(() -> replicas.get(caller % 2).put(MAPPINGS, setOf(10 + caller), seen))
                        .statusCode());

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
    }

    private static void noMappingIsLeftToARoleThatIsRemoved(List<Rest> replicas) {
        assertThat(ask(() -> replicas.get(0).put("/orgs/acme/roles/1", "{\"name\": \"stays\"}", Optional.empty()))
                        .statusCode())
                .isEqualTo(201);
        for (int round = 0; round < 20; round++) {
            int role = 1000 + round;
            String path = "/orgs/acme/roles/" + role;
            ask(() -> replicas.get(0).put(path, "{\"name\": \"comes and goes\"}", Optional.empty()));

            List<Integer> statuses = Together.run(
                    2,
                    caller -> caller == 0
                            ? ask(() -> replicas.get(0).delete(path)).statusCode()
                            : ask(() -> replicas.get(1)
                                            .post(
                                                    MAPPINGS,
                                                    "{\"external_group\": \"Racer " + role + "\", \"role_id\": " + role
                                                            + "}"))
                                    .statusCode());

            assertThat(statuses).isIn(List.of(204, 422), List.of(409, 201));
            boolean isMapped = ask(() -> replicas.get(0).get(MAPPINGS + "?role_id=" + role))
                    .body()
                    .contains("external_group");
            boolean isThere = ask(() -> replicas.get(1).get(path)).statusCode() == 200;
            assertThat(isMapped).isEqualTo(isThere);
        }
    }

    /** Fifty groups that all name their owner. */
    private static String setOf(int owner) {
        return IntStream.range(0, 50)
                .mapToObj(number -> "{\"external_group\": \"" + owner + ":" + number + "\", \"role_id\": 1}")
                .collect(joining(",", "{\"group_role_mappings\": [", "]}"));
    }

    private static List<String> owners(HttpResponse<String> list) {
        return GROUP.matcher(list.body())
                .results()
                .map(group -> group.group(1).split(":")[0])
                .toList();
    }

    private static Optional<String> tagOf(HttpResponse<String> answer) {
        Optional<String> tag = answer.headers().firstValue("ETag");
        assertThat(tag).isPresent();
        return tag;
    }

    private static String only(Pattern pattern, HttpResponse<String> answer) {
        List<String> found = pattern.matcher(answer.body())
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(found).as(answer.body()).hasSize(1);
        return found.get(0);
    }

    private static <T> T ask(Callable<T> call) {
        try {
            return call.call();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (Exception other) {
            throw new IllegalStateException(other);
        }
    }

    private Rest replica(String database) throws Exception {
        return processes
                .start(folder, Map.of("ROLEMAP_DATABASE_URL", database, "ROLEMAP_OPERATOR_KEY", KEY))
                .asOperator(KEY);
    }
}
