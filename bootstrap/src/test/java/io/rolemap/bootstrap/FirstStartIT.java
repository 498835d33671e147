package io.rolemap.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class FirstStartIT {

    private static final Pattern GENERATED_KEY = Pattern.compile("rolemap_[0-9A-Za-z]{16}_[0-9A-Za-z]{49}");
    private static final String MAPPINGS = "/orgs/acme/identity-providers/acme-okta/group-mappings";

    @RegisterExtension
    final Processes processes = new Processes();

    @TempDir
    Path folder;

    @TempDir
    Path shellFolder;

    @Test
    void the_lines_that_are_printed_can_be_pasted_and_what_they_map_survives_a_kill() throws Exception {
        RolemapProcess first = processes.start(folder, Map.of());
        first.address();

        List<Integer> statuses = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        for (List<String> call : new Shell(shellFolder).paste(curlLines(first))) {
            HttpResponse<String> answer = Shell.curl(call);
            statuses.add(answer.statusCode());
            answers.add(answer.body());
        }
        assertThat(statuses).as("%s", answers).containsExactly(201, 201, 200);
        assertThat(answers.get(2)).contains("\"Engineering\"", "\"2227\"");

        first.kill();
        RolemapProcess second = processes.start(folder, Map.of());

        HttpResponse<String> readBack = second.asOperator(generatedKey(first)).get(MAPPINGS);
        assertThat(readBack.statusCode()).isEqualTo(200);
        assertThat(readBack.body()).isEqualTo(answers.get(2));
    }

    @Test
    void only_the_first_start_prints_a_key() throws Exception {
        RolemapProcess first = processes.start(folder, Map.of());
        first.address();
        first.terminate();
        assertThat(first.awaitExit()).isZero();

        RolemapProcess second = processes.start(folder, Map.of());
        second.address();
        second.terminate();
        assertThat(second.awaitExit()).isZero();

        assertThat(first.out()).filteredOn(line -> line.startsWith("curl ")).hasSize(3);
        assertThat(second.out()).hasSize(1);
        assertThat(String.join("\n", second.err()))
                .doesNotContainPattern(GENERATED_KEY)
                .doesNotContain(" WARN ");
    }

    @Test
    void the_address_is_printed_exactly_once_with_the_port_that_was_taken() throws Exception {
        RolemapProcess server = processes.start(folder, Map.of("ROLEMAP_HTTP_HOST", "localhost"));
        int port = server.address().getPort();
        server.terminate();
        server.awaitExit();

        assertThat(server.out())
                .filteredOn(line -> line.contains("listening on"))
                .singleElement()
                .asString()
                .contains("listening on http://localhost:" + port)
                .doesNotContain(":0");
        assertThat(curlLines(server)).allMatch(line -> line.contains("'http://localhost:" + port + "/"));
    }

    @Test
    void the_key_is_nowhere_on_disk_and_in_no_log() throws Exception {
        RolemapProcess server = processes.start(folder, Map.of("ROLEMAP_LOG_LEVEL", "trace"));
        server.address();
        String key = generatedKey(server);
        assertThat(server.asOperator(key).get("/orgs/acme/identity-providers").statusCode())
                .isEqualTo(200);
        server.terminate();
        server.awaitExit();

        String secret = key.substring(key.lastIndexOf('_') + 1);
        assertThat(String.join("\n", server.err())).doesNotContain(secret);
        try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
            assertThat(files).isNotEmpty().noneMatch(file -> contains(file, secret));
        }
    }

    @Test
    void with_a_key_from_the_environment_nothing_secret_is_printed() throws Exception {
        String key = "an-operators-own-key-0123456789-abcdef";
        RolemapProcess first =
                processes.start(folder, Map.of("ROLEMAP_OPERATOR_KEY", key, "ROLEMAP_LOG_LEVEL", "trace"));

        assertThat(first.asOperator(key).get("/orgs/acme/identity-providers").statusCode())
                .isEqualTo(200);
        first.terminate();
        first.awaitExit();

        assertThat(first.out()).singleElement().asString().contains("listening on");
        assertThat(String.join("\n", first.err())).doesNotContain(key).doesNotContainPattern(GENERATED_KEY);
    }

    @Test
    void a_start_without_the_key_that_earlier_ones_had_prints_none_and_warns() throws Exception {
        RolemapProcess first =
                processes.start(folder, Map.of("ROLEMAP_OPERATOR_KEY", "an-operators-own-key-0123456789-abcdef"));
        first.address();
        first.kill();

        RolemapProcess second = processes.start(folder, Map.of());
        second.address();
        second.terminate();
        second.awaitExit();

        assertThat(second.out()).hasSize(1);
        assertThat(second.err())
                .filteredOn(line -> line.contains(" WARN "))
                .singleElement()
                .asString()
                .contains("no operator key", "ROLEMAP_OPERATOR_KEY");
    }

    @Test
    void a_key_from_a_file_takes_the_place_of_the_one_that_was_made() throws Exception {
        RolemapProcess first = processes.start(folder, Map.of());
        first.address();
        String generated = generatedKey(first);
        first.kill();
        String own = "an-operators-own-key-0123456789-abcdef";
        Path file = Files.writeString(shellFolder.resolve("key"), own + "\n");

        RolemapProcess second = processes.start(folder, Map.of("ROLEMAP_OPERATOR_KEY_FILE", file.toString()));

        assertThat(second.asOperator(own).get("/orgs/acme/identity-providers").statusCode())
                .isEqualTo(200);
        assertThat(second.asOperator(generated)
                        .get("/orgs/acme/identity-providers")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_start_that_finds_its_port_taken_does_not_use_up_the_first_start() throws Exception {
        RolemapProcess other = processes.start(shellFolder, Map.of());
        String port = Integer.toString(other.address().getPort());

        RolemapProcess failed = processes.start(folder, Map.of("ROLEMAP_HTTP_PORT", port));
        assertThat(failed.awaitExit()).isEqualTo(69);
        RolemapProcess next = processes.start(folder, Map.of());
        next.address();

        assertThat(failed.out()).isEmpty();
        assertThat(curlLines(next)).hasSize(3);
    }

    private static List<String> curlLines(RolemapProcess server) {
        return server.out().stream().filter(line -> line.startsWith("curl ")).toList();
    }

    private static String generatedKey(RolemapProcess server) {
        return server.out().stream()
                .map(String::strip)
                .filter(GENERATED_KEY.asMatchPredicate())
                .findFirst()
                .orElseThrow(() -> new AssertionError("No key in " + server.out()));
    }

    private static boolean contains(Path file, String ascii) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(ascii);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
