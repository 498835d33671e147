package io.rolemap.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.jdbc.testing.PostgresServer;
import io.rolemap.bootstrap.client.OddGroups;
import io.rolemap.testkit.Generated;
import io.rolemap.testkit.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The command line against a real server: some of it as processes of the packaged jar, the rest in this one. */
class ClientIT {

    private static final String OPERATOR = "operator-of-the-tests-0123456789abcdef";

    @RegisterExtension
    final Processes processes = new Processes();

    @TempDir
    Path folder;

    private record Result(int status, byte[] out, String err) {

        String text() {
            return new String(out, StandardCharsets.UTF_8);
        }
    }

    @Test
    void an_administrator_keeps_a_set_in_step_with_a_file() throws Exception {
        RolemapProcess server = startServer(Map.of());
        assertThat(client(server, OPERATOR, "connections", "create", "--provider-key", "acme-okta", "--id", "okta")
                        .awaitExit())
                .isZero();
        Path file = Files.writeString(folder.resolve("okta.yaml"), """
                group_role_mappings:
                  - external_group: Engineering
                    role_id: 2227
                  - external_group: Ops
                    role_id: 9007199254740993
                """);

        RolemapProcess plan = client(server, OPERATOR, "mappings", "plan", file.toString());
        assertThat(plan.awaitExit()).isEqualTo(2);
        assertThat(plan.out())
                .containsExactly(
                        "  + \"Engineering\"  role 2227",
                        "  + \"Ops\"          role 9007199254740993",
                        "Plan: 2 to create, 0 to change, 0 to remove, 0 unchanged.");

        RolemapProcess unasked = client(server, OPERATOR, "mappings", "apply", file.toString());
        assertThat(unasked.awaitExit()).isEqualTo(64);

        RolemapProcess apply = client(server, OPERATOR, "mappings", "apply", "--yes", file.toString());
        assertThat(apply.awaitExit()).isZero();
        assertThat(apply.out()).endsWith("Applied: 2 created, 0 changed, 0 removed, 0 unchanged.");

        assertThat(run(server, "mappings", "plan", file.toString()).status()).isZero();
        Path other = Files.writeString(folder.resolve("okta.csv"), "external_group,role_id\nOps,1\n");
        assertThat(run(server, "mappings", "plan", other.toString()).text().lines())
                .containsExactly(
                        "  - \"Engineering\"  role 2227",
                        "  ~ \"Ops\"          role 9007199254740993 -> 1",
                        "Plan: 0 to create, 1 to change, 1 to remove, 0 unchanged.");
        assertThat(run(server, "mappings", "list", "--role", "2227").text()).contains("\"Engineering\"");
        assertThat(run(server, "mappings", "list", "--group", "Ops", "-o", "json")
                        .text())
                .contains("\"role_id\":\"9007199254740993\"")
                .doesNotContain("Engineering");
    }

    @Test
    void export_wipe_apply_export_gives_the_same_bytes_in_each_format() throws Exception {
        RolemapProcess server = startServer(Map.of());
        assertThat(run(server, "connections", "create", "--provider-key", "acme-okta", "--id", "okta")
                        .status())
                .isZero();
        Rest rest = server.asOperator(OPERATOR);
        int role = 0;
        for (String group : groups()) {
            String body = "{\"external_group\":\"" + escaped(group) + "\",\"role_id\":" + role++ + "}";
            assertThat(rest.post("/orgs/acme/identity-providers/okta/group-mappings", body)
                            .statusCode())
                    .isEqualTo(201);
        }

        for (String format : List.of("yaml", "json", "csv")) {
            Path file = folder.resolve("set." + format);
            assertThat(run(server, "mappings", "export", file.toString()).status())
                    .isZero();
            byte[] first = Files.readAllBytes(file);
            assertThat(run(server, "mappings", "plan", file.toString()).status())
                    .as(format)
                    .isZero();

            Path nothing = Files.writeString(folder.resolve("nothing.json"), "{\"group_role_mappings\": []}");
            assertThat(run(server, "mappings", "apply", "--yes", nothing.toString())
                            .status())
                    .isZero();
            assertThat(run(server, "mappings", "apply", "--yes", file.toString())
                            .status())
                    .isZero();

            assertThat(run(server, "mappings", "export", "--format", format).out())
                    .as(format)
                    .isEqualTo(first);
        }
    }

    @Test
    void processes_do_the_same_on_h2() throws Exception {
        exportWipeApplyAndExportAsProcesses(startServer(Map.of()));
    }

    @Test
    void processes_do_the_same_on_postgresql() throws Exception {
        exportWipeApplyAndExportAsProcesses(startServer(
                Map.of("ROLEMAP_DATABASE_URL", PostgresServer.shared().newDatabase())));
    }

    private void exportWipeApplyAndExportAsProcesses(RolemapProcess server) throws Exception {
        assertThat(run(server, "connections", "create", "--provider-key", "acme-okta", "--id", "okta")
                        .status())
                .isZero();
        StringBuilder set = new StringBuilder("{\"group_role_mappings\": [");
        int role = 0;
        for (String group : groups()) {
            set.append(role == 0 ? "" : ",")
                    .append("{\"external_group\": \"")
                    .append(escaped(group))
                    .append("\", \"role_id\": ")
                    .append(role++)
                    .append('}');
        }
        Path all = Files.writeString(folder.resolve("all.json"), set.append("]}"));
        Path nothing = Files.writeString(folder.resolve("nothing.csv"), "external_group,role_id\n");
        Path first = folder.resolve("first.yaml");
        Path second = folder.resolve("second.yaml");
        assertThat(run(server, "mappings", "apply", "--yes", all.toString()).status())
                .isZero();

        RolemapProcess export = client(server, OPERATOR, "mappings", "export", first.toString());
        assertThat(export.awaitExit()).as("%s", export.err()).isZero();
        RolemapProcess wipe = client(server, OPERATOR, "mappings", "apply", "--yes", nothing.toString());
        assertThat(wipe.awaitExit()).as("%s", wipe.err()).isZero();
        assertThat(run(server, "mappings", "list", "-o", "json").text().strip())
                .isEqualTo("{\"group_role_mappings\":[]}");
        RolemapProcess apply = client(server, OPERATOR, "mappings", "apply", "--yes", first.toString());
        assertThat(apply.awaitExit()).as("%s", apply.err()).isZero();
        RolemapProcess exportAgain = client(server, OPERATOR, "mappings", "export", second.toString());
        assertThat(exportAgain.awaitExit()).as("%s", exportAgain.err()).isZero();

        assertThat(second).hasSameBinaryContentAs(first);
        assertThat(run(server, "mappings", "plan", all.toString()).status()).isZero();
    }

    @Test
    void a_key_works_until_it_is_revoked_and_only_for_what_it_may() throws Exception {
        RolemapProcess server = startServer(Map.of());
        assertThat(run(server, "connections", "create", "--provider-key", "acme-okta", "--id", "okta")
                        .status())
                .isZero();
        RolemapProcess create = client(
                server,
                OPERATOR,
                "keys",
                "create",
                "--name",
                "ci",
                "--permissions",
                "mappings:read,connections:read",
                "--expires-in",
                "1d",
                "--output",
                "json");
        assertThat(create.awaitExit()).isZero();
        String created = String.join("", create.out());
        String key = created.replaceFirst(".*\"key\":\"([^\"]+)\".*", "$1");
        String id = created.replaceFirst(".*\"id\":\"([^\"]+)\".*", "$1");

        RolemapProcess list = client(server, key, "connections", "list");
        assertThat(list.awaitExit()).isZero();
        assertThat(list.out()).hasSize(2).last().asString().startsWith("okta  acme-okta");
        assertThat(run(server, Map.of("ROLEMAP_API_KEY", key), "keys", "list").status())
                .isEqualTo(77);
        assertThat(run(server, "keys", "list").text()).contains(id).doesNotContain(key);

        assertThat(run(server, "keys", "revoke", id).text().strip()).isEqualTo("Revoked " + id + ".");
        Result refused = run(server, Map.of("ROLEMAP_API_KEY", key), "mappings", "export");
        assertThat(refused.status()).isEqualTo(77);
        assertThat(refused.err()).startsWith("401: ").doesNotContain(key);
        assertThat(run(server, "keys", "revoke", id).status()).isEqualTo(1);
    }

    @Test
    void a_refusal_of_a_create_shows_what_is_there() throws Exception {
        RolemapProcess server = startServer(Map.of());
        assertThat(run(server, "connections", "create", "--provider-key", "acme-okta")
                        .status())
                .isZero();

        Result again = run(server, "connections", "create", "--provider-key", "acme-okta");

        assertThat(again.status()).isEqualTo(1);
        assertThat(again.err())
                .startsWith("409: ")
                .contains("provider_key acme-okta", "It is just what was asked for.");
    }

    @Test
    void a_server_takes_no_notice_of_the_client() throws Exception {
        Path classes = folder.resolve("classes.log");
        RolemapProcess server = startServer(Map.of(
                "JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + classes,
                "ROLEMAP_SERVER", "http://elsewhere.example",
                "ROLEMAP_API_KEY", "a key",
                "ROLEMAP_API_KEY_FILE", "no such file",
                "ROLEMAP_ORG", "..",
                "ROLEMAP_CONNECTION", ""));
        server.address();

        try (var lines = Files.lines(classes)) {
            assertThat(lines.map(line -> line.replaceFirst("^(\\[[^]]*])*\\s*", "")))
                    .anyMatch(name -> name.startsWith("io.rolemap.bootstrap.Server "))
                    .noneMatch(name -> name.startsWith("io.rolemap.bootstrap.client."))
                    .noneMatch(name -> name.startsWith("picocli."))
                    .noneMatch(name -> name.startsWith("de.siegmar.") || name.startsWith("org.snakeyaml."));
        }
    }

    @Test
    void bash_completes_commands_and_options() throws Exception {
        RolemapProcess completion = processes.start(folder, Map.of(), "completion");
        assertThat(completion.awaitExit()).isZero();
        Path script = Files.write(folder.resolve("completion.sh"), completion.out());
        // Only a shell at a terminal has compopt.
        String words = "source " + script + "; COMP_WORDS=(rolemap %s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1));"
                + " _complete_rolemap 2> /dev/null; echo ${COMPREPLY[@]}";

        assertThat(bash(String.format(words, "mappings ex"))).isEqualTo("export");
        assertThat(bash(String.format(words, "mappings pl"))).isEqualTo("plan");
        assertThat(bash(String.format(words, "mappings export --fo"))).isEqualTo("--format");
        assertThat(bash(String.format(words, "mappings apply --format ''"))).isEqualTo("yaml json csv");
        assertThat(bash(String.format(words, "keys create --permissions mappings:r")))
                .isEqualTo("mappings:read");
    }

    private RolemapProcess startServer(Map<String, String> settings) throws IOException {
        Map<String, String> all = new HashMap<>(Map.of("ROLEMAP_DATABASE_URL", "jdbc:h2:mem:client"));
        all.putAll(settings);
        all.put("ROLEMAP_OPERATOR_KEY", OPERATOR);
        return processes.start(folder, all);
    }

    /** As a process of its own. */
    private RolemapProcess client(RolemapProcess server, String key, String... args) throws Exception {
        Map<String, String> settings = new HashMap<>(variables(server));
        settings.put("ROLEMAP_API_KEY", key);
        return processes.start(folder, settings, args);
    }

    private Result run(RolemapProcess server, String... args) throws Exception {
        return run(server, Map.of(), args);
    }

    /** In this process. */
    private static Result run(RolemapProcess server, Map<String, String> variables, String... args) throws Exception {
        Map<String, String> environment = new HashMap<>(variables(server));
        environment.putAll(variables);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
        InputStream in = new ByteArrayInputStream(new byte[0]);
        Serve serve = new Serve(Map.of("ROLEMAP_NONSENSE", ""), outStream, errStream);
        int status = new CommandLineInterface(serve, environment, in, outStream, errStream).run(args);
        return new Result(status, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }

    private static Map<String, String> variables(RolemapProcess server) throws InterruptedException {
        return Map.of(
                "ROLEMAP_SERVER",
                server.address().toString(),
                "ROLEMAP_API_KEY",
                OPERATOR,
                "ROLEMAP_ORG",
                "acme",
                "ROLEMAP_CONNECTION",
                "okta");
    }

    private static Set<String> groups() {
        Set<String> groups = new LinkedHashSet<>(OddGroups.ALL);
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 40; i++) {
            groups.add(Samples.randomGroup(random, 1 + random.nextInt(80)));
            groups.add(Generated.from(random, "\"'\\,;:#-?!&*|>%@`{}[]= \t\r\nxe1", 1, 9));
        }
        return groups;
    }

    /** Every char by its code. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(each -> escaped.append(String.format("\\u%04x", each)));
        return escaped.toString();
    }

    private String bash(String script) throws IOException, InterruptedException {
        Process bash = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        bash.getOutputStream().close();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).isZero();
        return said.strip();
    }
}
