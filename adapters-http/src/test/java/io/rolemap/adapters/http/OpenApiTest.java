package io.rolemap.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.http.shared.edge.Route;
import io.rolemap.adapters.http.testsupport.OpenApiContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class OpenApiTest {

    private static final Path JSON = Path.of("src/main/resources/io/rolemap/adapters/http/openapi.json");
    private static final String HOW_TO_REGENERATE = "openapi.json is not what openapi.yaml says. Regenerate it:"
            + " ./mvnw -pl adapters-http -am test -Dtest=OpenApiTest#the_json_form_says_what_the_yaml_form_says -Dsurefire.failIfNoSpecifiedTests=false"
            + " -Dopenapi.write=true";

    @AutoClose
    private final TestServer server = TestServer.start();

    @Test
    void the_json_form_says_what_the_yaml_form_says() throws IOException {
        String expected = JsonMapper.builder()
                        .build()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(OpenApiContract.document())
                        .replace("\r\n", "\n")
                + "\n";
        if (Boolean.getBoolean("openapi.write")) {
            Files.writeString(JSON, expected);
        }

        assertThat(Files.readString(JSON)).as(HOW_TO_REGENERATE).isEqualTo(expected);
    }

    @Test
    void every_route_is_documented_and_nothing_else_is() {
        Set<String> routes = server.http().routes().stream()
                .map(OpenApiTest::operation)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(OpenApiContract.operations()).isEqualTo(routes);
    }

    @Test
    void the_document_is_served_as_json_to_everybody() {
        var answer = server.anonymous().get("/openapi.json");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(OpenApiContract.document());
    }

    @Test
    void the_document_is_served_as_yaml_to_everybody() throws IOException {
        var answer = server.anonymous().get("/openapi.yaml");

        assertThat(answer.status()).isEqualTo(200);
        try (var in = RolemapHttp.class.getResourceAsStream("openapi.yaml")) {
            assertThat(answer.text()).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void yaml_is_not_sent_to_who_takes_only_json() {
        assertThat(server.anonymous()
                        .with("Accept", "application/json")
                        .get("/openapi.yaml")
                        .status())
                .isEqualTo(406);
    }

    @Test
    void every_operation_has_a_description_for_each_answer_and_a_name_of_its_own() {
        Set<String> names = new TreeSet<>();
        OpenApiContract.document()
                .get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> !member.getKey().equals("parameters"))
                        .forEach(member -> {
                            assertThat(member.getValue().get("summary").asString())
                                    .isNotBlank();
                            assertThat(names.add(
                                            member.getValue().get("operationId").asString()))
                                    .isTrue();
                        }));

        assertThat(names).hasSameSizeAs(OpenApiContract.operations());
    }

    @Test
    void every_example_is_what_its_schema_says() {
        assertThat(OpenApiContract.checkExamples()).isGreaterThan(20);
    }

    private static String operation(Route route) {
        return route.method() + " " + route.path();
    }
}
