package io.rolemap.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationIT {

    @RegisterExtension
    final Processes processes = new Processes();

    @TempDir
    Path folder;

    @Test
    void all_mistakes_are_reported_together_without_values_and_nothing_is_started() throws Exception {
        RolemapProcess server = processes.start(
                folder,
                Map.of(
                        "ROLEMAP_HTTP_PORT", "s3cr3t-1",
                        "ROLEMAP_DATABASE_URL", "jdbc:postgres://s3cr3t-2@localhost/x",
                        "ROLEMAP_OPERATOR_KEY", "s3cr3t-3",
                        "ROLEMAP_DATABASE_PASWORD", "s3cr3t-4",
                        "ROLEMAP_LOG_LEVEL", "s3cr3t-5"));

        assertThat(server.awaitExit()).isEqualTo(78);

        assertThat(server.out()).isEmpty();
        assertThat(server.err())
                .hasSize(7)
                .startsWith("The configuration has 5 mistakes:")
                .anyMatch(line -> line.startsWith("  - ROLEMAP_HTTP_PORT must be a whole number from 0 to 65535"))
                .anyMatch(line -> line.startsWith("  - ROLEMAP_DATABASE_URL must begin with "))
                .anyMatch(line -> line.startsWith("  - ROLEMAP_OPERATOR_KEY must have at least 32 characters"))
                .anyMatch(line -> line.startsWith("  - ROLEMAP_LOG_LEVEL must be one of "))
                .contains("  - ROLEMAP_DATABASE_PASWORD is not a setting; did you mean ROLEMAP_DATABASE_PASSWORD?")
                .noneMatch(line -> line.contains("s3cr3t"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void one_mistake_is_called_one() throws Exception {
        RolemapProcess server = processes.start(folder, Map.of("ROLEMAP_HTTP_PORT", "70000"));

        assertThat(server.awaitExit()).isEqualTo(78);

        assertThat(server.err().get(0)).isEqualTo("The configuration has a mistake:");
    }

    @Test
    void the_help_lists_every_setting_with_its_default() throws Exception {
        RolemapProcess help = processes.start(folder, Map.of(), "--help");

        assertThat(help.awaitExit()).isZero();

        assertThat(help.err()).isEmpty();
        assertThat(String.join("\n", help.out()))
                .contains(Setting.allVariables())
                .contains(
                        "serve", "[127.0.0.1]", "[8080]", "[jdbc:h2:file:./rolemap-data/rolemap]", "[text]", "[info]");
    }

    @Test
    void help_and_version_need_no_valid_configuration() throws Exception {
        RolemapProcess version = processes.start(folder, Map.of("ROLEMAP_HTTP_PORT", "x"), "--version");

        assertThat(version.awaitExit()).isZero();

        assertThat(version.out()).singleElement().asString().matches("rolemap \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void serve_may_be_said_aloud() throws Exception {
        RolemapProcess server = processes.start(folder, Map.of("ROLEMAP_DATABASE_URL", "jdbc:h2:mem:"), "serve");

        assertThat(server.address().getHost()).isEqualTo("127.0.0.1");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void an_unknown_command_is_refused_in_one_sentence_and_a_hint() throws Exception {
        RolemapProcess server = processes.start(folder, Map.of(), "sevre");

        assertThat(server.awaitExit()).isEqualTo(64);

        assertThat(server.out()).isEmpty();
        assertThat(server.err()).hasSize(2);
    }

    @Test
    void the_default_database_is_made_in_the_working_folder() throws Exception {
        RolemapProcess server = processes.start(folder, Map.of());
        server.address();

        assertThat(filesIn(folder.resolve("rolemap-data"))).isNotEmpty();
    }

    private static Iterable<String> filesIn(Path path) throws IOException {
        try (var files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
