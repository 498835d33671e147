package io.rolemap.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

    private static final String KEY = "0123456789abcdef0123456789ABCDEF";

    @TempDir
    Path folder;

    @Test
    void an_empty_environment_gives_the_documented_defaults() {
        Settings settings = valid(Map.of());

        assertThat(settings.httpHost()).isEqualTo("127.0.0.1");
        assertThat(settings.httpPort()).isEqualTo(8080);
        assertThat(settings.database().url()).isEqualTo("jdbc:h2:file:./rolemap-data/rolemap");
        assertThat(settings.database().user()).isEmpty();
        assertThat(settings.database().password()).isEmpty();
        assertThat(settings.operatorKey()).isEmpty();
        assertThat(settings.logFormat()).isEqualTo(LogFormat.TEXT);
        assertThat(settings.logLevel()).isEqualTo(LogLevel.INFO);
        assertThat(settings.requestsPerSecond()).isEmpty();
    }

    @Test
    void these_variables_are_read_and_no_others() {
        assertThat(Setting.allVariables())
                .containsExactly(
                        "ROLEMAP_HTTP_HOST",
                        "ROLEMAP_HTTP_PORT",
                        "ROLEMAP_DATABASE_URL",
                        "ROLEMAP_DATABASE_USER",
                        "ROLEMAP_DATABASE_PASSWORD",
                        "ROLEMAP_DATABASE_PASSWORD_FILE",
                        "ROLEMAP_OPERATOR_KEY",
                        "ROLEMAP_OPERATOR_KEY_FILE",
                        "ROLEMAP_LOG_FORMAT",
                        "ROLEMAP_LOG_LEVEL",
                        "ROLEMAP_REQUESTS_PER_SECOND");
    }

    @Test
    void every_variable_is_taken_over_as_it_is_set() {
        Settings settings = valid(Map.of(
                "ROLEMAP_HTTP_HOST", "0.0.0.0",
                "ROLEMAP_HTTP_PORT", "0",
                "ROLEMAP_DATABASE_URL", "jdbc:postgresql://one:5432,two/rolemap",
                "ROLEMAP_DATABASE_USER", " rolemap ",
                "ROLEMAP_DATABASE_PASSWORD", " short\t",
                "ROLEMAP_OPERATOR_KEY", KEY,
                "ROLEMAP_LOG_FORMAT", "JSON",
                "ROLEMAP_LOG_LEVEL", "Debug",
                "ROLEMAP_REQUESTS_PER_SECOND", "25"));

        assertThat(settings.httpHost()).isEqualTo("0.0.0.0");
        assertThat(settings.httpPort()).isZero();
        assertThat(settings.database().url()).isEqualTo("jdbc:postgresql://one:5432,two/rolemap");
        assertThat(settings.database().user()).isEqualTo(" rolemap ");
        assertThat(settings.database().password()).isEqualTo(" short\t");
        assertThat(settings.operatorKey().map(Secret::reveal)).contains(KEY);
        assertThat(settings.logFormat()).isEqualTo(LogFormat.JSON);
        assertThat(settings.logLevel()).isEqualTo(LogLevel.DEBUG);
        assertThat(settings.requestsPerSecond()).isEqualTo(OptionalInt.of(25));
    }

    @ParameterizedTest
    @CsvSource({
        "::1, ::1",
        "[::1], ::1",
        "0.0.0.0, 0.0.0.0",
        "10.255.249.199, 10.255.249.199",
        "localhost, localhost",
        "rolemap.internal., rolemap.internal."
    })
    void a_host_is_a_name_or_an_address_with_or_without_brackets(String value, String host) {
        assertThat(valid(Map.of("ROLEMAP_HTTP_HOST", value)).httpHost()).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:8080",
                "http://localhost",
                "local host",
                "[localhost",
                "::g",
                "a/b",
                "-x",
                "999.1.1.1",
                "1.2.3",
                "1.2.3.4.5",
                "01.2.3.4",
                "1.2.3.256",
                "8080"
            })
    void a_host_is_nothing_but_a_host(String value) {
        assertThat(mistakes(Map.of("ROLEMAP_HTTP_HOST", value)))
                .containsExactly("ROLEMAP_HTTP_HOST must be a host name or an IP address and nothing else;"
                        + " the port belongs in ROLEMAP_HTTP_PORT.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "+80", " 80", "80 ", "8o80", "٣", "99999999999999999999", "0x50", "80.0"})
    void a_port_is_a_whole_number_in_range(String value) {
        assertThat(mistakes(Map.of("ROLEMAP_HTTP_PORT", value)))
                .containsExactly("ROLEMAP_HTTP_PORT must be a whole number from 0 to 65535; 0 takes a free port.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "1000001", "ten"})
    void a_request_limit_is_a_whole_number_above_zero(String value) {
        assertThat(mistakes(Map.of("ROLEMAP_REQUESTS_PER_SECOND", value)))
                .containsExactly("ROLEMAP_REQUESTS_PER_SECOND must be a whole number from 1 to 1000000;"
                        + " for no limit, don't set it.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jdbc:mysql://localhost/x", "postgres://localhost/x", "jdbc:h2:tcp://localhost/x", "x", "jdbc:"})
    void a_database_is_an_embedded_one_or_postgresql(String value) {
        assertThat(mistakes(Map.of("ROLEMAP_DATABASE_URL", value)))
                .containsExactly(
                        "ROLEMAP_DATABASE_URL must begin with jdbc:h2:file:, jdbc:h2:mem: or jdbc:postgresql:.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROLEMAP_LOG_FORMAT", "ROLEMAP_LOG_LEVEL"})
    void a_choice_is_one_of_those_that_the_mistake_lists(String variable) {
        assertThat(mistakes(Map.of(variable, "xml")))
                .singleElement()
                .asString()
                .startsWith(variable + " must be one of ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ROLEMAP_HTTP_HOST",
                "ROLEMAP_HTTP_PORT",
                "ROLEMAP_DATABASE_URL",
                "ROLEMAP_OPERATOR_KEY",
                "ROLEMAP_LOG_FORMAT",
                "ROLEMAP_LOG_LEVEL",
                "ROLEMAP_REQUESTS_PER_SECOND"
            })
    void a_variable_that_is_set_to_nothing_is_a_mistake_and_not_the_default(String variable) {
        assertThat(mistakes(Map.of(variable, "")))
                .containsExactly(variable + " is set but empty; give it a value or unset it.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROLEMAP_DATABASE_USER", "ROLEMAP_DATABASE_PASSWORD"})
    void a_database_may_have_an_empty_user_and_password(String variable) {
        assertThat(valid(Map.of(variable, "")).httpPort()).isEqualTo(8080);
    }

    @Test
    void an_operator_key_of_thirty_two_visible_characters_of_any_form_is_taken() {
        String key = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

        assertThat(key).hasSize(32);
        assertThat(valid(Map.of("ROLEMAP_OPERATOR_KEY", key)).operatorKey().map(Secret::reveal))
                .contains(key);
    }

    @Test
    void a_shorter_operator_key_is_refused() {
        assertThat(mistakes(Map.of("ROLEMAP_OPERATOR_KEY", KEY.substring(1))))
                .containsExactly("ROLEMAP_OPERATOR_KEY must have at least 32 characters;"
                        + " 'openssl rand -hex 32' makes a good one.");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "\u007f", "é", "\u0000"})
    void an_operator_key_with_anything_but_visible_ascii_is_refused(String character) {
        assertThat(mistakes(Map.of("ROLEMAP_OPERATOR_KEY", KEY + character)))
                .containsExactly("ROLEMAP_OPERATOR_KEY must be visible ASCII characters only,"
                        + " without spaces and line breaks.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void a_secret_comes_from_a_file_without_the_line_break_at_its_end(String end) throws IOException {
        assertThat(valid(Map.of("ROLEMAP_OPERATOR_KEY_FILE", file(KEY + end)))
                        .operatorKey()
                        .map(Secret::reveal))
                .contains(KEY);
    }

    @Test
    void only_one_line_break_is_taken_off_a_secret() throws IOException {
        assertThat(valid(Map.of("ROLEMAP_DATABASE_PASSWORD_FILE", file("two \n\n")))
                        .database()
                        .password())
                .isEqualTo("two \n");
    }

    @Test
    void a_secret_given_twice_is_a_mistake() throws IOException {
        assertThat(mistakes(Map.of("ROLEMAP_OPERATOR_KEY", KEY, "ROLEMAP_OPERATOR_KEY_FILE", file(KEY))))
                .containsExactly("ROLEMAP_OPERATOR_KEY and ROLEMAP_OPERATOR_KEY_FILE are both set;"
                        + " unset one of them, so that it is clear which counts.");
    }

    @Test
    void a_secret_file_that_cannot_be_read_is_a_mistake_that_does_not_show_the_path() {
        String path = folder.resolve("hunter2").toString();

        assertThat(mistakes(Map.of("ROLEMAP_DATABASE_PASSWORD_FILE", path)))
                .containsExactly("ROLEMAP_DATABASE_PASSWORD_FILE names a file that can't be read;"
                        + " check the path and the permissions of this user.");
    }

    @Test
    void a_folder_is_no_secret_file() {
        assertThat(mistakes(Map.of("ROLEMAP_DATABASE_PASSWORD_FILE", folder.toString())))
                .hasSize(1);
    }

    @Test
    void a_secret_file_that_never_ends_is_a_mistake() throws IOException {
        Path endless = Files.write(folder.resolve("endless"), new byte[SecretFile.MAX_BYTES + 1]);

        assertThat(mistakes(Map.of("ROLEMAP_DATABASE_PASSWORD_FILE", endless.toString())))
                .containsExactly("ROLEMAP_DATABASE_PASSWORD_FILE names a file of more than 64 KiB,"
                        + " which can't be right; check the path.");
    }

    @Test
    void a_secret_file_that_is_no_text_is_a_mistake() throws IOException {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThat(mistakes(Map.of("ROLEMAP_DATABASE_PASSWORD_FILE", binary.toString())))
                .containsExactly("ROLEMAP_DATABASE_PASSWORD_FILE names a file that is not UTF-8 text; check the path.");
    }

    @Test
    void an_empty_operator_key_file_is_a_mistake() throws IOException {
        assertThat(mistakes(Map.of("ROLEMAP_OPERATOR_KEY_FILE", file("\n"))))
                .containsExactly("ROLEMAP_OPERATOR_KEY_FILE names a file that is empty; write the secret into it.");
    }

    @Test
    void a_mistake_in_a_secret_from_a_file_names_the_variable_of_the_file() throws IOException {
        assertThat(mistakes(Map.of("ROLEMAP_OPERATOR_KEY_FILE", file("short"))))
                .singleElement()
                .asString()
                .startsWith("The content of the file that ROLEMAP_OPERATOR_KEY_FILE names must have at least 32");
    }

    @Test
    void all_mistakes_are_found_at_once_in_the_order_of_the_documentation() {
        Map<String, String> environment = new HashMap<>();
        environment.put("ROLEMAP_LOG_LEVEL", "loud");
        environment.put("ROLEMAP_HTTP_PORT", "eighty");
        environment.put("ROLEMAP_OPERATOR_KEY", "pass word");
        environment.put("ROLEMAP_DATABSE_URL", "jdbc:h2:mem:x");
        environment.put("ROLEMAP_TEST_POSTGRES_URL", "x");

        assertThat(mistakes(environment))
                .extracting(mistake -> mistake.substring(0, mistake.indexOf(' ')))
                .containsExactly(
                        "ROLEMAP_HTTP_PORT",
                        "ROLEMAP_OPERATOR_KEY",
                        "ROLEMAP_OPERATOR_KEY",
                        "ROLEMAP_LOG_LEVEL",
                        "ROLEMAP_DATABSE_URL",
                        "ROLEMAP_TEST_POSTGRES_URL");
    }

    @Test
    void no_mistake_shows_a_value() {
        Map<String, String> environment = new HashMap<>();
        for (String variable : Setting.allVariables()) {
            environment.put(variable, "s3cr3t value");
        }
        environment.put("ROLEMAP_OPERATOR_KY", "s3cr3t value");

        assertThat(mistakes(environment)).hasSizeGreaterThan(5).noneMatch(mistake -> mistake.contains("s3cr3t"));
    }

    @Test
    void settings_show_no_secret_when_they_are_printed() {
        Settings settings = valid(Map.of(
                "ROLEMAP_DATABASE_URL", "jdbc:postgresql://localhost/x?password=s3cr3t",
                "ROLEMAP_DATABASE_PASSWORD", "s3cr3t",
                "ROLEMAP_OPERATOR_KEY", "s3cr3t" + KEY));

        assertThat(settings.toString()).doesNotContain("s3cr3t");
    }

    @Test
    void an_unknown_name_cannot_forge_a_line_of_the_report() {
        assertThat(mistakes(Map.of("ROLEMAP_X\n  - all is well\u001b[2J", "")))
                .singleElement()
                .asString()
                .startsWith("ROLEMAP_X???-?all?is?well?[2J is not a setting");
    }

    @Test
    void a_name_in_lower_case_is_unknown_too_and_its_upper_case_form_is_named() {
        assertThat(mistakes(Map.of("rolemap_http_port", "80")))
                .containsExactly("rolemap_http_port is not a setting; did you mean ROLEMAP_HTTP_PORT?");
    }

    @Test
    void other_programs_variables_are_left_alone() {
        assertThat(valid(Map.of("ROLEMAPPER_X", "1", "HTTP_PORT", "x", "ROLEMA", "y"))
                        .httpPort())
                .isEqualTo(8080);
    }

    @Test
    void the_variables_of_the_commands_that_ask_a_server_are_known_and_left_alone() {
        Map<String, String> environment = Map.of(
                "ROLEMAP_SERVER", "https://rolemap.example",
                "ROLEMAP_API_KEY", "a key",
                "ROLEMAP_API_KEY_FILE", "no such file",
                "ROLEMAP_ORG", "",
                "ROLEMAP_CONNECTION", "..");

        assertThat(valid(environment).httpPort()).isEqualTo(8080);
    }

    @Test
    void what_kubernetes_sets_for_a_service_of_this_name_is_no_mistake() {
        Map<String, String> environment = new HashMap<>();
        environment.put("KUBERNETES_SERVICE_HOST", "10.0.0.1");
        environment.put("ROLEMAP_SERVICE_HOST", "10.0.0.7");
        environment.put("ROLEMAP_SERVICE_PORT", "8080");
        environment.put("ROLEMAP_SERVICE_PORT_HTTP", "8080");
        environment.put("ROLEMAP_PORT", "tcp://10.0.0.7:8080");
        environment.put("ROLEMAP_PORT_8080_TCP", "tcp://10.0.0.7:8080");
        environment.put("ROLEMAP_PORT_8080_TCP_ADDR", "10.0.0.7");
        environment.put("ROLEMAP_POSTGRES_SERVICE_HOST", "10.0.0.8");

        assertThat(valid(environment).httpPort()).isEqualTo(8080);
    }

    @Test
    void outside_kubernetes_the_same_names_are_mistakes() {
        assertThat(mistakes(Map.of("ROLEMAP_PORT", "8081")))
                .containsExactly("ROLEMAP_PORT is not a setting; did you mean ROLEMAP_HTTP_PORT?");
    }

    private String file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "secret", ""), content)
                .toString();
    }

    private static Settings valid(Map<String, String> environment) {
        Configuration configuration = SettingsReader.read(environment);
        assertThat(configuration).isInstanceOf(Configuration.Valid.class);
        return ((Configuration.Valid) configuration).settings();
    }

    private static List<String> mistakes(Map<String, String> environment) {
        Configuration configuration = SettingsReader.read(environment);
        assertThat(configuration).isInstanceOf(Configuration.Invalid.class);
        return ((Configuration.Invalid) configuration).mistakes();
    }
}
