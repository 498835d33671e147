package io.rolemap.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineInterfaceTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "serve",
                "mappings",
                "mappings list",
                "mappings export",
                "mappings plan",
                "mappings apply",
                "connections",
                "connections list",
                "connections create",
                "keys",
                "keys create",
                "keys list",
                "keys revoke",
                "completion"
            })
    void there_is_help_at_each_level(String command) {
        assertThat(run((command + " --help").strip().split(" "))).isZero();

        assertThat(text(out))
                .startsWith("Usage: rolemap" + (command.isEmpty() ? "" : " " + command))
                .contains("Exit status: 0");
        assertThat(text(err)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mapping",
                "mappings",
                "mappings lst",
                "mappings list --srver x",
                "mappings plan",
                "mappings apply a b",
                "mappings list -o xml",
                "keys revoke",
                "keys create --name x",
                "connections create",
                "serve now"
            })
    void what_is_not_understood_is_refused(String command) {
        assertThat(run(command.split(" "))).isEqualTo(64);

        assertThat(text(out)).isEmpty();
        assertThat(text(err)).endsWith("Run with --help to see what can be asked for." + System.lineSeparator());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mappings list --api-kye s3cr3t",
                "mappings list --api-kye=s3cr3t",
                "mappings list --api-key x s3cr3t",
                "mappings --api-key=s3cr3t",
                "--api-key=s3cr3t",
                "mappings list --insecure=s3cr3t",
                "mappings list --output s3cr3t",
                "mappings list -os3cr3t",
                "mappings plan --format=s3cr3t f",
                "mappings apply --yes=s3cr3t f",
                "mappings plan --color s3cr3t f"
            })
    void a_key_that_is_in_the_wrong_place_is_not_repeated(String command) {
        assertThat(run(command.split(" "))).isEqualTo(64);

        assertThat(text(err)).isNotEmpty().doesNotContain("s3cr3t");
    }

    @Test
    void what_an_option_can_be_is_said() {
        run("mappings", "list", "--output", "xml");

        assertThat(text(err)).startsWith("The value of --output is none that it can have: it is one of table, json.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--x\u001b[2Jy", "x\u001b[2Jy", "--output=\u001b[2J"})
    void an_argument_does_not_move_the_cursor(String argument) {
        run("mappings", "list", argument);
        run(argument);

        assertThat(text(err)).isNotEmpty().doesNotContain("\u001b");
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void an_argument_that_the_locale_has_bent_is_refused() {
        String encoding = System.getProperty("sun.jnu.encoding");
        System.setProperty("sun.jnu.encoding", "ANSI_X3.4-1968");
        try {
            assertThat(run("mappings", "list", "--group", "\ufffd\ufffd")).isEqualTo(64);
        } finally {
            System.setProperty("sun.jnu.encoding", encoding);
        }

        assertThat(text(err)).contains("use a locale with UTF-8");
    }

    @Test
    void the_replacement_character_can_be_named_where_the_locale_has_it() {
        assertThat(CommandLineInterface.wereBent("UTF-8", "\ufffd")).isFalse();
        assertThat(CommandLineInterface.wereBent("ISO-8859-1", "\ufffd")).isTrue();
        assertThat(CommandLineInterface.wereBent("ISO-8859-1", "a")).isFalse();
    }

    @Test
    void the_help_says_which_variables_stand_for_options() {
        run("mappings", "plan", "--help");

        assertThat(text(out))
                .contains(
                        "ROLEMAP_SERVER",
                        "ROLEMAP_API_KEY",
                        "ROLEMAP_API_KEY_FILE",
                        "ROLEMAP_ORG",
                        "ROLEMAP_CONNECTION",
                        "[http://127.0.0.1:8080]");
    }

    @Test
    void the_completion_is_a_script_for_bash() {
        assertThat(run("completion")).isZero();

        assertThat(text(out))
                .startsWith("#!")
                .contains("complete -F _complete_rolemap", "--api-key-file", "mappings:write");
    }

    private int run(String... args) {
        PrintStream outStream = new PrintStream(out, true, Charset.defaultCharset());
        PrintStream errStream = new PrintStream(err, true, Charset.defaultCharset());
        // Nothing here may reach the point of serving.
        Serve serve = new Serve(Map.of("ROLEMAP_NONSENSE", ""), outStream, errStream);
        return new CommandLineInterface(serve, Map.of(), InputStream.nullInputStream(), outStream, errStream).run(args);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(Charset.defaultCharset());
    }
}
