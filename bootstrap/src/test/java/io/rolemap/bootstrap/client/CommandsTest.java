package io.rolemap.bootstrap.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What the commands say and do, against a server in memory. */
class CommandsTest {

    private static final String KEY = "s3cr3t-key-of-somebody";
    private static final String PATH = "/orgs/acme/identity-providers/okta/group-mappings";
    private static final String SET = "external_group,role_id\nNew,1\nChanged,22\nSame,3\n";

    private record Result(int status, String out, String err) {}

    private final FakeServer server = FakeServer.start();
    private final Map<String, String> environment = new HashMap<>(Map.of(
            ClientCommands.SERVER,
            server.address(),
            ClientCommands.API_KEY,
            KEY,
            ClientCommands.ORG,
            "acme",
            ClientCommands.CONNECTION,
            "okta"));
    private Terminal terminal = Terminal.NONE;
    private String input = "";
    private OutputStream output = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_plan_is_a_diff_ordered_by_group_and_ends_with_2() throws IOException {
        serverHasOtherMappings();

        Result plan = run("mappings", "plan", file("set.csv", SET));

        assertThat(plan.err()).isEmpty();
        assertThat(plan.out().lines())
                .containsExactly(
                        "  ~ \"Changed\"  role 2 -> 22",
                        "  + \"New\"      role 1",
                        "  - \"Old\"      role 4",
                        "Plan: 1 to create, 1 to change, 1 to remove, 1 unchanged.");
        assertThat(plan.status()).isEqualTo(2);
        assertThat(server.set()).containsOnlyKeys("Changed", "Same", "Old");
        assertThat(server.requests()).containsExactly("PUT " + PATH + "?dry_run=true");
        assertThat(server.credentials()).containsExactly("Bearer " + KEY);
    }

    @Test
    void the_readme_shows_a_plan_as_it_is_printed() throws IOException {
        server.put("Ops", "7");
        server.put("Interns", "9");
        StringBuilder set = new StringBuilder("external_group,role_id\nOps,8\nEngineering,2227\n");
        for (int i = 0; i < 5; i++) {
            server.put("same" + i, "1");
            set.append("same").append(i).append(",1\n");
        }

        Result plan = run("mappings", "plan", file("set.csv", set.toString()));

        assertThat(Files.readString(Path.of("..", "README.md")))
                .contains("```\n" + plan.out().replace(System.lineSeparator(), "\n") + "```\n");
    }

    @Test
    void a_plan_without_changes_ends_with_0() throws IOException {
        server.put("a", "1");

        Result plan = run(
                "mappings",
                "plan",
                file("set.json", "{\"group_role_mappings\":[{\"external_group\":\"a\",\"role_id\":1}]}"));

        assertThat(plan)
                .isEqualTo(new Result(
                        0, "Plan: 0 to create, 0 to change, 0 to remove, 1 unchanged." + System.lineSeparator(), ""));
    }

    @Test
    void a_plan_for_programs_is_what_the_server_answered() throws IOException {
        Result plan = run("mappings", "plan", file("set.csv", SET), "--output", "json");

        assertThat(Json.parse(plan.out().getBytes(StandardCharsets.UTF_8)).objects("created"))
                .hasSize(3);
        assertThat(plan.status()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "auto,  true,  false, true",
        "auto,  true,  true,  false",
        "auto,  false, false, false",
        "never, true,  false, false",
        "ALWAYS, false, true, true"
    })
    void colours_are_for_terminals_unless_asked_for(String when, boolean isTerminal, boolean noColor, boolean coloured)
            throws IOException {
        terminal = new Terminal(false, isTerminal, false);
        if (noColor) {
            environment.put("NO_COLOR", "1");
        }

        Result plan = run("mappings", "plan", "--color", when, file("set.csv", SET));

        assertThat(plan.out().contains("\u001b[32m+ \"New\"")).isEqualTo(coloured);
    }

    @Test
    void no_group_can_forge_a_line_of_a_plan() throws IOException {
        Result plan = run(
                "mappings",
                "plan",
                file("set.csv", "external_group,role_id\n\"a\n\u001b[2J\u202egro\u200bp e\u0301\u009b\",1\n"));

        assertThat(plan.out().lines())
                .first()
                .isEqualTo("  + \"a\\n\\u001b[2J\\u202egro\\u200bp e\\u0301\\u009b\"  role 1");
    }

    @Test
    void an_apply_that_may_does_what_it_shows() throws IOException {
        serverHasOtherMappings();

        Result apply = run("mappings", "apply", "--yes", file("set.csv", SET));

        assertThat(apply.out().lines())
                .hasSize(5)
                .endsWith(
                        "Plan: 1 to create, 1 to change, 1 to remove, 1 unchanged.",
                        "Applied: 1 created, 1 changed, 1 removed, 1 unchanged.");
        assertThat(apply.status()).isZero();
        assertThat(server.set()).isEqualTo(Map.of("New", "1", "Changed", "22", "Same", "3"));
        assertThat(server.requests()).containsExactly("PUT " + PATH + "?dry_run=true", "PUT " + PATH);
    }

    @Test
    void an_apply_of_what_is_there_does_nothing() throws IOException {
        server.put("a", "1");

        Result apply = run("mappings", "apply", "--yes", file("set.csv", "external_group,role_id\na,1\n"));

        assertThat(apply.status()).isZero();
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"yes, 0", "y, 1", "no, 1", "'', 1"})
    void only_yes_is_consent(String answer, int status) throws IOException {
        terminal = new Terminal(true, true, true);
        input = answer + "\n";

        Result apply = run("mappings", "apply", "--color=never", file("set.csv", SET));

        assertThat(apply.err()).contains("Apply these changes? Only 'yes' is accepted: ");
        assertThat(apply.status()).isEqualTo(status);
        assertThat(server.set()).hasSize(status == 0 ? 3 : 0);
    }

    @ParameterizedTest
    @CsvSource({"table, false, true", "table, true, false", "json, false, true", "json, true, true"})
    void who_is_asked_about_a_plan_has_seen_it(String form, boolean isTerminal, boolean onStandardError)
            throws IOException {
        terminal = new Terminal(true, isTerminal, true);
        input = "yes\n";

        Result apply = run("mappings", "apply", "--color=never", "-o", form, file("set.csv", SET));

        assertThat(apply.err().contains("  + \"New\"      role 1")).isEqualTo(onStandardError);
        assertThat(apply.err().contains("Plan: 3 to create")).isEqualTo(onStandardError);
        assertThat(apply.status()).isZero();
    }

    @Test
    void where_nobody_can_be_asked_consent_has_to_be_given_before() throws IOException {
        Result apply = run("mappings", "apply", file("set.csv", SET));

        assertThat(apply.status()).isEqualTo(64);
        assertThat(apply.err()).contains("Say --yes to apply without asking.");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void a_set_from_standard_input_leaves_nobody_to_ask() {
        terminal = new Terminal(true, true, true);
        input = "group_role_mappings: []";

        assertThat(run("mappings", "apply", "-").status()).isEqualTo(64);
        assertThat(run("mappings", "apply", "--yes", "-").status()).isZero();
    }

    @Test
    void what_somebody_changed_in_between_is_not_overwritten() throws IOException {
        server.changeAfterEachPlan();

        Result apply = run("mappings", "apply", "--yes", file("set.csv", SET));

        assertThat(apply.status()).isEqualTo(1);
        assertThat(apply.err())
                .startsWith("Somebody has changed the set since it was planned. Nothing was applied; plan again.");
        assertThat(server.set()).containsOnlyKeys("somebody's");
    }

    @Test
    void a_server_without_time_is_asked_again() throws IOException {
        server.beBusy(3);

        Result plan = run("mappings", "plan", file("set.csv", SET));

        assertThat(plan.status()).isEqualTo(2);
        assertThat(server.requests()).hasSize(4).containsOnly("PUT " + PATH + "?dry_run=true");
    }

    @Test
    void a_server_without_time_is_not_asked_for_ever() throws IOException {
        server.beBusy(4);

        Result plan = run("mappings", "plan", file("set.csv", SET));

        assertThat(plan.status()).isEqualTo(69);
        assertThat(plan.err()).startsWith("503: No time.");
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void what_may_have_been_done_while_the_server_had_no_time_is_not_called_undone() throws IOException {
        server.loseAnswers();

        Result apply = run("mappings", "apply", "--yes", file("set.csv", SET));

        assertThat(apply.status()).isEqualTo(1);
        assertThat(apply.err())
                .startsWith("The set is another one than was planned for.")
                .doesNotContain("Nothing was applied");
        assertThat(server.requests()).containsExactly("PUT " + PATH + "?dry_run=true", "PUT " + PATH, "PUT " + PATH);
    }

    @Test
    void what_the_server_says_of_an_entry_is_said_of_its_line() throws IOException {
        Result plan = run("mappings", "plan", file("set.csv", "external_group,role_id\n\"a\nb\",1\nc,13\n"));

        assertThat(plan.status()).isEqualTo(1);
        assertThat(plan.err()).contains("  line 4 of ").contains("set.csv, role_id: is unknown");
    }

    @Test
    void mistakes_in_a_file_are_reported_together_and_nothing_is_sent() throws IOException {
        Result plan = run("mappings", "plan", file("set.csv", "external_group,role_id\na,1\na,2\nb,x\n"));

        assertThat(plan.status()).isEqualTo(65);
        assertThat(plan.err())
                .contains("has 2 mistakes:")
                .contains("  line 3: ")
                .contains("  line 4: ");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void a_file_that_is_not_there_or_not_said_what_it_is() throws IOException {
        assertThat(run("mappings", "plan", folder.resolve("none.csv").toString())
                        .status())
                .isEqualTo(66);
        assertThat(run("mappings", "plan", file("set.txt", SET)).status()).isEqualTo(64);
        assertThat(run("mappings", "plan", file("set.txt", SET), "--format", "csv")
                        .status())
                .isEqualTo(2);
        assertThat(run(
                                "mappings",
                                "export",
                                folder.resolve("no/such/folder.csv").toString())
                        .status())
                .isEqualTo(73);
    }

    @ParameterizedTest
    @EnumSource
    void a_folder_is_no_file_to_read(FileFormat format) throws IOException {
        Path set = Files.createDirectory(folder.resolve("set." + format));

        Result plan = run("mappings", "plan", set.toString());

        assertThat(plan.status()).isEqualTo(66);
        assertThat(plan.err()).startsWith("Can't read ");
    }

    @ParameterizedTest
    @EnumSource
    @EnabledOnOs(OS.LINUX)
    void a_full_disk_is_no_success(FileFormat format) {
        for (int i = 0; i < 900; i++) {
            server.put("group number " + i, Integer.toString(i));
        }

        Result export = run("mappings", "export", "/dev/full", "--format", format.toString());

        assertThat(export.status()).isEqualTo(73);
        assertThat(export.err()).startsWith("Can't write /dev/full");
    }

    @ParameterizedTest
    @EnumSource
    void what_was_exported_and_applied_again_is_exported_in_the_same_bytes(FileFormat format) throws IOException {
        List<String> odd = new ArrayList<>(OddGroups.ALL);
        odd.forEach(group -> server.put(group, Integer.toString(odd.indexOf(group) + 20)));
        Path first = folder.resolve("first." + format);
        assertThat(run("mappings", "export", first.toString()).status()).isZero();

        server.wipe();
        assertThat(run("mappings", "apply", "--yes", first.toString()).status()).isZero();
        Collections.reverse(odd);
        Result second = run("mappings", "export", "--format=" + format);

        assertThat(second.out()).isEqualTo(Files.readString(first));
        assertThat(server.set()).containsOnlyKeys(odd);
    }

    @Test
    void an_export_for_programs_is_json() throws IOException {
        server.put("a", "1");
        String json = run("mappings", "export", "--format", "json").out();
        Path unnamed = folder.resolve("set");
        Path named = folder.resolve("set.json");

        assertThat(run("mappings", "export", "-o", "json").out()).isEqualTo(json);
        assertThat(run("mappings", "export", "-o", "json", unnamed.toString()).status())
                .isZero();
        assertThat(run("mappings", "export", "-o", "json", named.toString()).status())
                .isZero();
        assertThat(unnamed).hasContent(json);
        assertThat(named).hasContent(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"set.yaml", "set.csv", "- --format csv", "set.json --format yaml"})
    void an_export_for_programs_is_nothing_else(String arguments) {
        Result export = run(("mappings export -o json " + arguments).split(" "));

        assertThat(export.status()).isEqualTo(64);
        assertThat(export.err()).startsWith("--output json contradicts ");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void a_long_list_that_changed_while_it_was_read_is_read_again() {
        for (int i = 0; i < 1001; i++) {
            server.put("g" + i, Integer.toString(i));
        }
        server.changeWhileListed(2);

        Result export = run("mappings", "export");

        assertThat(export.status()).isZero();
        assertThat(export.out()).contains("somebody's").contains("g1000");
        assertThat(server.requests())
                .containsExactly(
                        "GET " + PATH, "HEAD " + PATH, "GET " + PATH, "HEAD " + PATH, "GET " + PATH, "HEAD " + PATH);
    }

    @Test
    void a_long_list_that_never_keeps_still_is_not_exported() throws IOException {
        String file = file("set.yaml", "as it was");
        for (int i = 0; i < 1001; i++) {
            server.put("g" + i, Integer.toString(i));
        }
        server.changeWhileListed(3);

        Result export = run("mappings", "export", file);

        assertThat(export.status()).isEqualTo(69);
        assertThat(export.err()).startsWith("Somebody changed the set each of the 3 times that it was read.");
        assertThat(Path.of(file)).hasContent("as it was");
    }

    @Test
    void a_refused_export_leaves_the_file_alone() throws IOException {
        String file = file("set.yaml", "as it was");
        server.refuse(403);

        assertThat(run("mappings", "export", file).status()).isEqualTo(77);
        assertThat(Path.of(file)).hasContent("as it was");
    }

    @Test
    void a_long_list_is_read_page_by_page() {
        for (int i = 0; i < 2500; i++) {
            server.put("g" + i, Integer.toString(i));
        }

        Result table = run("mappings", "list");
        Result json = run("mappings", "list", "-o", "json");

        assertThat(table.out().lines())
                .hasSize(2501)
                .first()
                .asString()
                .matches("ID +ROLE_ID +UPDATED +EXTERNAL_GROUP");
        assertThat(table.out().lines())
                .last()
                .asString()
                .isEqualTo("m-2499  2499     2026-10-26T07:33:20.123Z  \"g2499\"");
        assertThat(Json.parse(json.out().getBytes(StandardCharsets.UTF_8)).objects("group_role_mappings"))
                .hasSize(2500);
        assertThat(server.requests())
                .startsWith("GET " + PATH + "?limit=1000", "GET " + PATH + "?limit=1000&page_token=1000")
                .hasSize(6);
    }

    @Test
    void a_list_for_programs_has_an_object_a_line() {
        assertThat(run("mappings", "list", "-o", "json").out()).isEqualTo("{\"group_role_mappings\":[]}\n");
        server.put("a", "1");
        server.put("b", "2");

        assertThat(run("mappings", "list", "-o", "json").out().lines())
                .hasSize(4)
                .startsWith("{\"group_role_mappings\":[")
                .anyMatch(line -> line.startsWith("{\"id\":\"m-1\"") && line.endsWith("},"))
                .anyMatch(line -> line.startsWith("{\"id\":\"m-2\"") && line.endsWith("}"))
                .endsWith("]}");
    }

    @Test
    void a_list_whose_second_page_is_refused_does_not_look_complete() {
        for (int i = 0; i < 1500; i++) {
            server.put("g" + i, Integer.toString(i));
        }
        server.refuseAfter(1, 503);

        Result list = run("mappings", "list", "-o", "json");

        assertThat(list.status()).isEqualTo(69);
        assertThat(list.out()).startsWith("{\"group_role_mappings\":[");
        assertThatThrownBy(() -> Json.parse(list.out().getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Json.NotOursException.class);
    }

    @Test
    void long_work_shows_on_a_terminal_how_far_it_is_and_leaves_nothing_behind() throws IOException {
        StringBuilder set = new StringBuilder("external_group,role_id\n");
        for (int i = 0; i < 9000; i++) {
            set.append("x".repeat(60)).append(i).append(",1\n");
        }
        String file = file("set.csv", set.toString());

        assertThat(run("mappings", "plan", file).err()).isEmpty();
        terminal = new Terminal(false, false, true);
        assertThat(run("mappings", "plan", file).err())
                .contains("\r\u001b[KWaiting for the server")
                .endsWith("\r\u001b[K");
    }

    @Test
    void filters_are_sent_exactly() {
        run("mappings", "list", "--group", "a +&%\u00e4", "--role", "-5");

        assertThat(server.requests())
                .containsExactly("GET " + PATH + "?limit=1000&external_group=a%20%2B%26%25%C3%A4&role_id=-5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mappings export set.yaml",
                "mappings list",
                "mappings list -o json",
                "mappings plan set.csv",
                "mappings plan set.csv -o json",
                "mappings apply --yes set.csv",
                "keys list",
                "connections list"
            })
    void an_answer_that_is_not_of_ours_is_no_empty_set(String command) throws IOException {
        String wanted = file("set.csv", SET);
        String exported = file("set.yaml", "as it was");
        for (String answer : List.of(
                "{}",
                "{\"status\":\"ok\"}",
                "{\"group_role_mappings\":null,\"created\":[],\"updated\":[],\"deleted\":[]}",
                "{\"group_role_mappings\":{},\"created\":[],\"updated\":[],\"unchanged\":1}",
                "[]",
                "<html>")) {
            server.answerAlways(answer);

            Result result = run(command.replace("set.csv", wanted)
                    .replace("set.yaml", exported)
                    .split(" "));

            assertThat(result.status()).as(answer).isEqualTo(69);
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).startsWith("What answered is no Rolemap server");
        }
        assertThat(Path.of(exported)).hasContent("as it was");
    }

    @ParameterizedTest
    @CsvSource({"401, 77", "403, 77", "404, 1", "409, 1", "412, 1", "422, 1", "429, 69", "503, 69", "500, 70"})
    void the_status_says_what_the_server_said(int answered, int status) {
        server.refuse(answered);

        Result list = run("mappings", "list");

        assertThat(list.status()).isEqualTo(status);
        assertThat(list.out()).isEmpty();
        assertThat(list.err().lines()).containsExactly(answered + ": no\\u001b[31m", "  In the server's log: urn:x:1");
    }

    @Test
    void programs_get_the_problem_document_on_standard_error() {
        server.refuse(404);

        Result list = run("mappings", "list", "--output=json");

        assertThat(list.out()).isEmpty();
        assertThat(Json.parse(list.err().getBytes(StandardCharsets.UTF_8)).text("instance"))
                .contains("urn:x:1");
    }

    @Test
    void a_server_that_is_not_there_is_unavailable() {
        server.close();

        Result list = run("mappings", "list");

        assertThat(list.status()).isEqualTo(69);
        assertThat(list.err()).startsWith("Can't connect to http://127.0.0.1:");
    }

    @Test
    void the_key_comes_from_an_option_a_file_or_a_variable_and_is_never_shown() throws IOException {
        environment.remove(ClientCommands.API_KEY);
        assertThat(run("mappings", "list").status()).isEqualTo(64);
        assertThat(run("mappings", "list", "--api-key", "of-option").status()).isZero();
        assertThat(run("mappings", "list", "--api-key-file", file("key", "of-file\n"))
                        .status())
                .isZero();
        environment.put(ClientCommands.API_KEY_FILE, file("other", "of-variable\r\n"));
        assertThat(run("mappings", "list").status()).isZero();

        assertThat(server.credentials()).containsExactly("Bearer of-option", "Bearer of-file", "Bearer of-variable");
        environment.put(ClientCommands.API_KEY, KEY);
        assertThat(run("mappings", "list").status()).isEqualTo(78);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cr3t key", "s3cr3t\r\nX: y", "s3cr3t\u00e4", ""})
    void a_key_that_can_be_none_is_refused_without_being_shown(String key) {
        environment.put(ClientCommands.API_KEY, key);

        Result list = run("mappings", "list");

        assertThat(list.status()).isEqualTo(78);
        assertThat(list.err())
                .startsWith("ROLEMAP_API_KEY must be visible ASCII")
                .doesNotContain("s3cr3t");
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keys create --name ci --permissions mappings:read",
                "keys create --name ci --permissions mappings:read -o json",
                "keys revoke k",
                "mappings list",
                "mappings list -o json",
                "mappings export",
                "mappings export --format csv",
                "mappings plan set.csv",
                "mappings apply --yes set.csv",
                "completion"
            })
    void what_can_not_be_printed_is_no_success(String command) throws IOException {
        String file = file("set.csv", SET);
        server.put("a", "1");
        output = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("No space left on device");
            }
        };

        Result result = run(command.replace("set.csv", file).split(" "));

        assertThat(result.status()).isEqualTo(73);
        assertThat(result.err()).contains("Standard output could not be written to the end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a/b", "", "a?b"})
    void an_id_that_can_be_none_is_refused(String id) {
        assertThat(run("mappings", "list", "--org", id).status()).isEqualTo(64);
        assertThat(run("mappings", "list", "--connection", id).status()).isEqualTo(64);
        assertThat(run("keys", "revoke", id).status()).isEqualTo(64);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void what_was_revoked_is_said_to_programs_always_alike() {
        assertThat(run("keys", "revoke", "k", "-o", "json").out()).isEqualTo("{\"id\":\"k\",\"revoked\":true}\n");
    }

    @Test
    void an_id_that_is_missing_is_asked_for() {
        environment.remove(ClientCommands.CONNECTION);

        assertThat(run("mappings", "list").err()).startsWith("Say --connection or set ROLEMAP_CONNECTION.");
    }

    private void serverHasOtherMappings() {
        server.put("Changed", "2");
        server.put("Same", "3");
        server.put("Old", "4");
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private Result run(String... args) {
        if (output instanceof ByteArrayOutputStream bytes) {
            bytes.reset();
        }
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                environment,
                new ByteArrayInputStream(input.getBytes(Charset.defaultCharset())),
                new PrintStream(output, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                () -> Instant.ofEpochMilli(0),
                () -> terminal);
        CommandLine commands = new CommandLine(CommandSpec.create().name("rolemap"));
        ClientCommands.addTo(commands, console);
        int status = commands.execute(args);
        String out = output instanceof ByteArrayOutputStream bytes ? bytes.toString(StandardCharsets.UTF_8) : "";
        return new Result(status, out, err.toString(StandardCharsets.UTF_8));
    }
}
