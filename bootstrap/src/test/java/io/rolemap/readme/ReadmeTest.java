package io.rolemap.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.rolemap.adapters.http.Authenticator;
import io.rolemap.adapters.jdbc.Database;
import io.rolemap.adapters.jdbc.DatabaseSettings;
import io.rolemap.adapters.jdbc.JdbcStorage;
import io.rolemap.application.Rolemap;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.testkit.InMemoryStore;
import io.rolemap.testkit.Samples;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");
    private static final int LONGEST_SECTION = 40;
    private static final Path SNIPPETS = Path.of("src", "test", "java", "io", "rolemap", "readme", "EmbedIt.java");

    @ParameterizedTest
    @ValueSource(strings = {"map", "mount"})
    void the_readme_quotes_code_that_compiles(String snippet) throws IOException {
        assertThat(embedIt()).contains("```java\n" + quoted(snippet) + "```\n");
    }

    @Test
    void what_an_embedder_has_to_read_is_short() throws IOException {
        assertThat(embedIt().strip().lines()).hasSizeLessThanOrEqualTo(LONGEST_SECTION);
    }

    @Test
    void the_quoted_code_maps_a_group_once() {
        try (Database database = Database.open(new DatabaseSettings("jdbc:h2:mem:readme", "", ""))) {
            assertThat(EmbedIt.map(database.dataSource(), Authorizer.permitAll()))
                    .isEqualTo("no such connection");

            JdbcStorage storage = JdbcStorage.on(database);
            storage.transactions()
                    .inTransaction(() -> storage.connections().insert(Samples.connection("acme", "okta")));

            assertThat(EmbedIt.map(database.dataSource(), Authorizer.permitAll()))
                    .isEqualTo("mapped");
            assertThat(EmbedIt.map(database.dataSource(), Authorizer.permitAll()))
                    .isEqualTo("this group has a role already");
        }
    }

    @Test
    void the_quoted_code_asks_the_embedders_authorizer() {
        try (Database database = Database.open(new DatabaseSettings("jdbc:h2:mem:readme-denied", "", ""))) {
            assertThat(EmbedIt.map(database.dataSource(), (actor, action) -> false))
                    .isEqualTo("not allowed");
        }
    }

    @Test
    void the_quoted_code_mounts_the_api_below_its_path() throws IOException, InterruptedException {
        InMemoryStore store = new InMemoryStore();
        Rolemap rolemap = Rolemap.builder()
                .mappings(store.mappings())
                .connections(store.connections())
                .transactions(store.transactions())
                .authorizer(Authorizer.permitAll())
                .build();
        Javalin javalin = EmbedIt.mount(
                rolemap, Authenticator.challenging("Session", request -> Optional.of(Actor.named("user:4711"))));
        try {
            int port = javalin.start("127.0.0.1", 0).port();

            assertThat(statusOf(port, "/iam/orgs/acme/identity-providers")).isEqualTo(200);
            assertThat(statusOf(port, "/orgs/acme/identity-providers")).isEqualTo(404);
        } finally {
            javalin.stop();
        }
    }

    private static int statusOf(int port, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static String embedIt() throws IOException {
        String readme = Files.readString(README);
        return readme.substring(readme.indexOf("## Embed it\n"), readme.indexOf("## Check the rules\n"));
    }

    private static String quoted(String snippet) throws IOException {
        String source = Files.readString(SNIPPETS);
        String begin = "// begin: " + snippet + "\n";
        int from = source.indexOf(begin) + begin.length();
        int to = source.indexOf("// end: " + snippet);
        return source.substring(from, to).stripIndent().stripTrailing() + "\n";
    }
}
