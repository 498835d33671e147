package io.rolemap.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.jdbc.Database;
import io.rolemap.adapters.jdbc.DatabaseSettings;
import io.rolemap.application.Rolemap;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.CreateConnection;
import io.rolemap.domain.connection.GroupsClaim;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.connection.ProviderKind;
import io.rolemap.domain.shared.OrgId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");
    private static final Path SNIPPETS = Path.of("src", "test", "java", "io", "rolemap", "readme", "EmbedIt.java");

    @ParameterizedTest
    @ValueSource(strings = {"wire", "map"})
    void the_readme_quotes_code_that_compiles(String snippet) throws IOException {
        assertThat(Files.readString(README)).contains("```java\n" + quoted(snippet) + "```\n");
    }

    @Test
    void the_quoted_code_maps_a_group_once() {
        try (Database database = Database.open(new DatabaseSettings("jdbc:h2:mem:readme", "", ""))) {
            Rolemap rolemap = EmbedIt.wire(database.dataSource(), Authorizer.permitAll());

            assertThat(EmbedIt.map(rolemap)).isEqualTo("no such connection");
            createTheConnectionOfTheReadme(rolemap);
            assertThat(EmbedIt.map(rolemap)).isEqualTo("mapped");
            assertThat(EmbedIt.map(rolemap)).isEqualTo("this group has a role already");
        }
    }

    @Test
    void the_quoted_code_asks_the_embedders_authorizer() {
        try (Database database = Database.open(new DatabaseSettings("jdbc:h2:mem:readme-denied", "", ""))) {
            Rolemap rolemap = EmbedIt.wire(database.dataSource(), (actor, action) -> false);

            assertThat(EmbedIt.map(rolemap)).isEqualTo("not allowed");
        }
    }

    private static void createTheConnectionOfTheReadme(Rolemap rolemap) {
        CreateConnection.Result result = rolemap.createConnection()
                .create(
                        Actor.named("user:4711"),
                        new CreateConnection.Command(
                                new OrgId("acme"),
                                Optional.of(new ConnectionId("okta")),
                                ProviderKind.OIDC,
                                new ProviderKey("acme-okta"),
                                Optional.empty(),
                                GroupsClaim.DEFAULT,
                                Optional.empty(),
                                true));
        assertThat(result).isInstanceOf(CreateConnection.Created.class);
    }

    private static String quoted(String snippet) throws IOException {
        String source = Files.readString(SNIPPETS);
        String begin = "// begin: " + snippet + "\n";
        int from = source.indexOf(begin) + begin.length();
        int to = source.indexOf("// end: " + snippet);
        return source.substring(from, to).stripIndent().stripTrailing() + "\n";
    }
}
