package io.rolemap.adapters.http.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Holds every answer that a test receives against the document that describes this API. */
public final class OpenApiContract {

    private static final String LOCATION = "https://rolemap.test/openapi.json";
    private static final Set<String> PROBLEM_MEMBERS =
            Set.of("type", "title", "status", "detail", "instance", "code", "message");
    private static final Set<String> EXTENSIONS = Set.of("errors", "existing", "identical", "uses");

    private static final JsonNode DOCUMENT = read();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDialect(
            Dialects.getOpenApi31(), builder -> builder.schemas(Map.of(LOCATION, DOCUMENT.toString())));
    private static final Map<String, Schema> COMPILED = new ConcurrentHashMap<>();

    private OpenApiContract() {}

    public static JsonNode document() {
        return DOCUMENT;
    }

    /** All operations, as {@code GET /path}. */
    public static Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        DOCUMENT.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(method -> !method.equals("parameters"))
                        .forEach(method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return operations;
    }

    /** Fails unless every example of a body is valid; the number of examples. */
    public static int checkExamples() {
        return checkExamples("", DOCUMENT);
    }

    private static int checkExamples(String pointer, JsonNode node) {
        int checked = 0;
        if (node.has("schema") && node.has("examples")) {
            for (var example : node.get("examples").properties()) {
                JsonNode named = example.getValue();
                JsonNode value = named.has("$ref")
                        ? DOCUMENT.at(named.get("$ref").asString().substring(1))
                        : named;
                assertThat(schema(pointer + "/schema").validate(value.get("value")))
                        .as(pointer + " " + example.getKey())
                        .isEmpty();
                checked++;
            }
        }
        for (var member : node.properties()) {
            checked += checkExamples(
                    pointer + "/" + member.getKey().replace("~", "~0").replace("/", "~1"), member.getValue());
        }
        return checked;
    }

    /** Fails unless the answer to this request is as it is documented. */
    public static void check(String method, String target, Answer answer) {
        String context = method + " " + target + " -> " + answer;
        assertThat(answer.header("Cache-Control")).as(context).contains("no-store");
        assertThat(answer.header("Server")).as(context).isEmpty();
        assertThat(answer.header("X-Powered-By")).as(context).isEmpty();
        if (answer.status() >= 300) {
            checkProblem(method, answer, context);
        }
        String path = target.split("[?]", 2)[0];
        Optional<JsonNode> operation = operation(method.equals("HEAD") ? "GET" : method, path);
        if (operation.isPresent()) {
            checkDocumented(method, operation.get(), answer, context);
        } else if (answer.status() < 300) {
            assertThat(method).as(context).isEqualTo("OPTIONS");
            assertThat(answer.status()).as(context).isEqualTo(204);
        }
    }

    private static void checkProblem(String method, Answer answer, String context) {
        assertThat(answer.header("Content-Type")).as(context).contains("application/problem+json");
        if (method.equals("HEAD")) {
            assertThat(answer.body()).as(context).isEmpty();
            return;
        }
        JsonNode problem = answer.json();
        Set<String> members = new TreeSet<>(problem.propertyNames());
        assertThat(members).as(context).containsAll(PROBLEM_MEMBERS);
        members.removeAll(PROBLEM_MEMBERS);
        members.removeAll(EXTENSIONS);
        assertThat(members).as(context).isEmpty();
        assertThat(problem.get("status").asInt()).as(context).isEqualTo(answer.status());
        String lastSegment = answer.problem().substring("/problems/".length());
        assertThat(answer.string("code"))
                .as(context)
                .isEqualTo(lastSegment.replace('-', '_').toUpperCase(Locale.ROOT));
        assertThat(answer.string("message")).as(context).isEqualTo(answer.string("detail"));
        validate("/components/schemas/Problem", answer, context);
    }

    private static void checkDocumented(String method, JsonNode operation, Answer answer, String context) {
        JsonNode responses = operation.get("responses");
        String key = responses.has(Integer.toString(answer.status())) ? Integer.toString(answer.status()) : "default";
        assertThat(answer.status() < 300 && key.equals("default"))
                .as("undocumented: " + context)
                .isFalse();
        String pointer = operation.get("pointer").asString() + "/responses/" + key;
        JsonNode response = responses.get(key);
        if (response.has("$ref")) {
            pointer = response.get("$ref").asString().substring(1);
            response = DOCUMENT.at(pointer);
        }
        checkHeaders(response, answer, context);
        JsonNode content = response.path("content");
        if (content.isMissingNode()) {
            assertThat(answer.body()).as(context).isEmpty();
            assertThat(answer.header("Content-Type")).as(context).isEmpty();
            return;
        }
        String mediaType = answer.header("Content-Type").orElse("");
        assertThat(content.propertyNames()).as(context).contains(mediaType);
        if (method.equals("HEAD")) {
            assertThat(answer.body()).as(context).isEmpty();
        } else if (mediaType.endsWith("json")) {
            validate(pointer + "/content/" + mediaType.replace("/", "~1") + "/schema", answer, context);
        }
    }

    private static void checkHeaders(JsonNode response, Answer answer, String context) {
        response.path("headers").properties().forEach(entry -> {
            JsonNode header = entry.getValue();
            if (header.has("$ref")) {
                header = DOCUMENT.at(header.get("$ref").asString().substring(1));
            }
            Optional<String> value = answer.header(entry.getKey());
            if (header.path("required").asBoolean(false)) {
                assertThat(value).as(entry.getKey() + " of " + context).isPresent();
            }
            JsonNode pattern = header.path("schema").path("pattern");
            if (value.isPresent() && !pattern.isMissingNode()) {
                assertThat(value.get()).as(context).containsPattern(pattern.asString());
            }
        });
    }

    private static void validate(String pointer, Answer answer, String context) {
        List<?> errors = schema(pointer).validate(answer.json());
        assertThat(errors).as(pointer + " for " + context).isEmpty();
    }

    private static Schema schema(String pointer) {
        return COMPILED.computeIfAbsent(pointer, at -> SCHEMAS.getSchema(SchemaLocation.of(LOCATION + "#" + at)));
    }

    private static Optional<JsonNode> operation(String method, String path) {
        String verb = method.toLowerCase(Locale.ROOT);
        for (var entry : DOCUMENT.get("paths").properties()) {
            String template = entry.getKey();
            boolean matches = Pattern.matches(template.replaceAll("\\{[^}]+}", "[^/]+"), path);
            if (matches && entry.getValue().has(verb)) {
                JsonNode operation = entry.getValue().get(verb).deepCopy();
                String pointer = "/paths/" + template.replace("/", "~1") + "/" + verb;
                ((ObjectNode) operation).put("pointer", pointer);
                return Optional.of(operation);
            }
        }
        return Optional.empty();
    }

    private static JsonNode read() {
        try (InputStream in = OpenApiContract.class.getResourceAsStream("/io/rolemap/adapters/http/openapi.yaml")) {
            return YAMLMapper.builder().build().readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
