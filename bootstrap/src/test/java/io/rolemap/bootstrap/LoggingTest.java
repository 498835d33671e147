package io.rolemap.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LoggingTest {

    private final ByteArrayOutputStream sink = new ByteArrayOutputStream();
    private final Logger ours = LoggerFactory.getLogger("io.rolemap.adapters.http.Requests");
    private final Logger library = LoggerFactory.getLogger("org.library.Thing");

    @AfterEach
    void leave_no_context_behind() {
        MDC.clear();
    }

    @Test
    void a_line_for_people_has_time_level_logger_message_and_context() {
        Logging.configure(LogFormat.TEXT, LogLevel.INFO, sink);
        MDC.put("request", "r-1");

        ours.warn("Took {} ms", 12);

        assertThat(lines())
                .singleElement()
                .asString()
                .matches(
                        "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z WARN  Requests: Took 12 ms \\[request=r-1]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "\r",
                "\r\n",
                "\u0085",
                "\u2028",
                "\u2029",
                "\u001b[2K",
                "\u202e",
                "\u200b",
                "\u007f",
                "\u0000"
            })
    void nothing_in_a_value_can_forge_a_line_or_move_the_cursor(String trick) {
        Logging.configure(LogFormat.TEXT, LogLevel.INFO, sink);

        ours.info("Group {} unknown", "a" + trick + "b");

        String written = sink.toString(StandardCharsets.UTF_8);
        assertThat(written).endsWith("b unknown\n").doesNotContain(trick.substring(0, 1) + "b", trick + "b");
        assertThat(written.chars().filter(c -> c == '\n')).hasSize(1);
    }

    @Test
    void letters_of_every_script_are_shown_as_they_are() {
        Logging.configure(LogFormat.TEXT, LogLevel.INFO, sink);

        ours.info("Grüße 管理者 مدير 🚀");

        assertThat(lines()).singleElement().asString().endsWith("Grüße 管理者 مدير 🚀");
    }

    @Test
    void the_trace_of_an_exception_is_indented_so_that_its_message_cannot_pass_for_an_entry() {
        Logging.configure(LogFormat.TEXT, LogLevel.INFO, sink);

        ours.error("Failed", new IllegalStateException("bad\n2026-11-24T00:00:00.000Z INFO  Access: all is well"));

        assertThat(lines().get(0)).endsWith("ERROR Requests: Failed");
        assertThat(lines().subList(1, lines().size())).hasSizeGreaterThan(2).allMatch(line -> line.startsWith("    "));
    }

    @Test
    void a_line_for_programs_is_one_json_object_whatever_it_tells() {
        Logging.configure(LogFormat.JSON, LogLevel.INFO, sink);
        MDC.put("request", "r-\n1");

        ours.error("Group {} unknown", "a\"\n\u0000}", new IllegalStateException("x\ny"));

        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith("{")
                .endsWith("}")
                .contains("\"level\":\"ERROR\"", "Group a\\\"\\n\\u0000} unknown", "r-\\n1", "x\\ny");
    }

    @ParameterizedTest
    @EnumSource(LogLevel.class)
    void the_level_says_how_much_is_logged(LogLevel level) {
        Logging.configure(LogFormat.TEXT, level, sink);

        ours.error("e");
        ours.warn("w");
        ours.info("i");
        ours.debug("d");
        ours.trace("t");

        assertThat(lines()).hasSize(level.ordinal() + 1);
    }

    @Test
    void at_info_libraries_report_trouble_only() {
        Logging.configure(LogFormat.TEXT, LogLevel.INFO, sink);

        library.info("Hello, this is the library");
        library.warn("Trouble");

        assertThat(lines()).singleElement().asString().endsWith("Thing: Trouble");
    }

    @ParameterizedTest
    @EnumSource(LogLevel.class)
    void no_level_makes_libraries_log_what_may_hold_a_credential(LogLevel level) {
        Logging.configure(LogFormat.TEXT, level, sink);

        LoggerFactory.getLogger("com.zaxxer.hikari.HikariDataSource").info("Added connection: url=...");
        LoggerFactory.getLogger("org.flywaydb.core.FlywayExecutor").info("Database: jdbc:...");
        LoggerFactory.getLogger("org.eclipse.jetty.server.Server").debug("Authorization: ...");

        assertThat(lines()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(LogLevel.class)
    void what_is_no_http_is_logged_once(LogLevel level) {
        Logging.configure(LogFormat.TEXT, level, sink);

        LoggerFactory.getLogger("org.eclipse.jetty.util.HostPort").warn("Bad Host");
        LoggerFactory.getLogger("org.eclipse.jetty.http.HttpParser").warn("Bad Host");

        assertThat(lines()).isEmpty();
    }

    @Test
    void what_is_logged_by_the_jvms_own_means_comes_in_the_same_form() {
        Logging.configure(LogFormat.TEXT, LogLevel.INFO, sink);
        java.util.logging.Logger driver = java.util.logging.Logger.getLogger("org.postgresql.Driver");
        driver.setUseParentHandlers(false);
        driver.addHandler(new JavaUtilLogging.PassOn());

        driver.log(java.util.logging.Level.WARNING, "No answer from {0}", "db-1");
        driver.info("Hello");

        assertThat(lines()).singleElement().asString().endsWith("WARN  Driver: No answer from db-1");
    }

    @Test
    void javalin_is_silent_only_while_it_starts() {
        Logging.configure(LogFormat.TEXT, LogLevel.INFO, sink);
        Logger javalin = LoggerFactory.getLogger("io.javalin.Javalin");

        String result = Logging.withoutJavalin(() -> {
            javalin.error("Failed to start");
            return "started";
        });
        javalin.error("Trouble");

        assertThat(result).isEqualTo("started");
        assertThat(lines()).singleElement().asString().endsWith("Javalin: Trouble");
    }

    private List<String> lines() {
        return sink.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
