package io.rolemap.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationIT {

    private static final String KEY = "an-operators-own-key-0123456789-abcdef";
    private static final String MAPPING = "{\"external_group\": \"Admins\", \"role_id\": 1}";
    private static final String MAPPINGS = "/orgs/acme/identity-providers/okta/group-mappings";
    private static final String LOG_LINE = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z (ERROR|WARN |INFO ) .*";

    @RegisterExtension
    final Processes processes = new Processes();

    @TempDir
    Path folder;

    @Test
    void it_is_alive_and_ready_once_it_has_said_that_it_listens() throws Exception {
        Rest anybody = new Rest(server(Map.of()).address(), "no-key");

        assertThat(anybody.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(anybody.get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void standard_error_has_nothing_but_the_log_not_even_a_warning_of_the_jvm() throws Exception {
        RolemapProcess server = server(Map.of());
        Rest operator = server.asOperator(KEY);
        operator.createConnection("acme", "okta");
        assertThat(operator.post(MAPPINGS, MAPPING).statusCode()).isEqualTo(201);

        server.terminate();

        assertThat(server.awaitExit()).isZero();
        assertThat(server.err()).isNotEmpty().allMatch(line -> line.matches(LOG_LINE));
        assertThat(server.err()).noneMatch(line -> line.contains(" ERROR ") || line.contains(" WARN "));
    }

    @Test
    void on_request_every_line_of_the_log_is_json() throws Exception {
        RolemapProcess server = server(Map.of("ROLEMAP_LOG_FORMAT", "json", "ROLEMAP_LOG_LEVEL", "debug"));
        server.address();

        server.terminate();

        assertThat(server.awaitExit()).isZero();
        assertThat(server.err())
                .isNotEmpty()
                .allMatch(line -> line.startsWith("{") && line.endsWith("}") && line.contains("\"level\":"));
    }

    @Test
    void a_request_under_way_is_finished_before_the_process_ends() throws Exception {
        RolemapProcess server = server(Map.of());
        server.asOperator(KEY).createConnection("acme", "okta");
        try (HalfSentRequest request = new HalfSentRequest(server.address())) {
            server.terminate();
            server.awaitErr(line -> line.contains("Stopping"));

            assertThat(request.finish()).isEqualTo("HTTP/1.1 201 Created");
        }

        assertThat(server.awaitExit()).isZero();
        RolemapProcess next = server(Map.of());
        assertThat(next.asOperator(KEY).get(MAPPINGS).body()).contains("\"Admins\"");
    }

    @Test
    void a_second_signal_ends_it_at_once_whatever_is_under_way() throws Exception {
        RolemapProcess server = server(Map.of());
        server.asOperator(KEY).createConnection("acme", "okta");
        try (HalfSentRequest request = new HalfSentRequest(server.address())) {
            server.terminate();
            server.awaitErr(line -> line.contains("Stopping"));
            assertThat(server.isRunning()).isTrue();

            server.terminate();

            assertThat(server.awaitExit()).isEqualTo(128 + 15);
            assertThat(request.isAnswered()).isFalse();
        }
    }

    @Test
    void a_port_in_use_is_said_in_one_sentence() throws Exception {
        RolemapProcess first = server(Map.of("ROLEMAP_DATABASE_URL", "jdbc:h2:mem:"));
        String port = Integer.toString(first.address().getPort());

        RolemapProcess second = server(Map.of("ROLEMAP_HTTP_PORT", port, "ROLEMAP_DATABASE_URL", "jdbc:h2:mem:"));

        assertThat(second.awaitExit()).isEqualTo(69);
        assertThat(second.out()).isEmpty();
        assertThat(onlyLine(second))
                .contains("Port " + port + " of 127.0.0.1 is in use by another program", "ROLEMAP_HTTP_PORT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "no-such-host.invalid"})
    void an_address_that_is_not_this_machines_is_said_in_one_sentence(String host) throws Exception {
        RolemapProcess server = server(Map.of("ROLEMAP_HTTP_HOST", host, "ROLEMAP_DATABASE_URL", "jdbc:h2:mem:"));

        assertThat(server.awaitExit()).isEqualTo(78);
        assertThat(server.out()).isEmpty();
        assertThat(onlyLine(server)).contains("ROLEMAP_HTTP_HOST");
    }

    @Test
    void a_database_file_in_use_is_said_in_one_sentence() throws Exception {
        server(Map.of()).address();

        RolemapProcess second = server(Map.of());

        assertThat(second.awaitExit()).isEqualTo(69);
        assertThat(second.out()).isEmpty();
        assertThat(second.err()).singleElement().asString().contains("already in use");
    }

    @Test
    void an_unreachable_database_is_said_in_one_sentence_without_the_password() throws Exception {
        RolemapProcess server = server(Map.of(
                "ROLEMAP_DATABASE_URL", "jdbc:postgresql://localhost:1/rolemap?password=s3cr3t-1",
                "ROLEMAP_DATABASE_USER", "somebody",
                "ROLEMAP_DATABASE_PASSWORD", "s3cr3t-2",
                "ROLEMAP_LOG_LEVEL", "trace"));

        assertThat(server.awaitExit()).isEqualTo(69);
        assertThat(server.out()).isEmpty();
        assertThat(server.err())
                .anyMatch(line -> line.contains("The database can't be used: Connection to localhost:1"));
        assertThat(server.err()).noneMatch(line -> line.contains("s3cr3t"));
    }

    @Test
    void a_request_limit_that_is_configured_is_kept() throws Exception {
        Rest operator = server(Map.of("ROLEMAP_REQUESTS_PER_SECOND", "1")).asOperator(KEY);

        int[] statuses = new int[50];
        for (int i = 0; i < statuses.length; i++) {
            statuses[i] = operator.get("/orgs/acme/identity-providers").statusCode();
        }

        assertThat(statuses).contains(200, 429).doesNotContain(500);
    }

    private RolemapProcess server(Map<String, String> settings) throws IOException {
        Map<String, String> all = new HashMap<>(settings);
        all.put("ROLEMAP_OPERATOR_KEY", KEY);
        return processes.start(folder, all);
    }

    private static String onlyLine(RolemapProcess server) {
        assertThat(server.err()).hasSize(1);
        return server.err().get(0);
    }

    /** A request whose body the server is waiting for: it has asked for it. */
    private static final class HalfSentRequest implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader answers;

        HalfSentRequest(URI server) throws IOException {
            socket = new Socket(server.getHost(), server.getPort());
            socket.setSoTimeout((int) RolemapProcess.PATIENCE.toMillis());
            answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            send("POST " + MAPPINGS + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + KEY
                    + "\r\nContent-Type: application/json\r\nContent-Length: " + MAPPING.length()
                    + "\r\nExpect: 100-continue\r\n\r\n");
            assertThat(answers.readLine()).isEqualTo("HTTP/1.1 100 Continue");
            assertThat(answers.readLine()).isEmpty();
        }

        /** Sends the rest, and returns the first line of the answer. */
        String finish() throws IOException {
            send(MAPPING);
            return answers.readLine();
        }

        boolean isAnswered() {
            try {
                return answers.readLine() != null;
            } catch (IOException broken) {
                return false;
            }
        }

        private void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
