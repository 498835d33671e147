package io.rolemap.bootstrap.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    @TempDir
    Path folder;

    @Test
    void a_file_is_made() throws IOException {
        Path file = folder.resolve("set.yaml");

        WholeFile.write(file, out -> out.write("new".getBytes(StandardCharsets.UTF_8)));

        assertThat(file).hasContent("new");
        assertThatNothingElseIsThere();
    }

    @Test
    void a_file_is_replaced() throws IOException {
        Path file = Files.writeString(folder.resolve("set.yaml"), "old, and longer");

        WholeFile.write(file, out -> out.write("new".getBytes(StandardCharsets.UTF_8)));

        assertThat(file).hasContent("new");
        assertThatNothingElseIsThere();
    }

    @Test
    void what_can_not_be_written_to_the_end_leaves_everything_as_it_was() throws IOException {
        Path file = Files.writeString(folder.resolve("set.yaml"), "old");

        assertThatThrownBy(() -> WholeFile.write(file, out -> {
                    out.write("ne".getBytes(StandardCharsets.UTF_8));
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(IOException.class);

        assertThat(file).hasContent("old");
        assertThatNothingElseIsThere();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void the_permissions_stay() throws IOException {
        Path file = Files.writeString(folder.resolve("set.yaml"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));

        WholeFile.write(file, out -> out.write("new".getBytes(StandardCharsets.UTF_8)));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-rw-r--");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_link_goes_on_pointing_to_the_file() throws IOException {
        Path file = Files.writeString(folder.resolve("set.yaml"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), file);

        WholeFile.write(link, out -> out.write("new".getBytes(StandardCharsets.UTF_8)));

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_device_is_written_as_it_is() throws IOException {
        WholeFile.write(Path.of("/dev/null"), out -> out.write("new".getBytes(StandardCharsets.UTF_8)));

        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }

    @Test
    void a_folder_is_no_file() {
        assertThatThrownBy(() -> WholeFile.write(folder, out -> out.write(1))).isInstanceOf(IOException.class);
    }

    private void assertThatNothingElseIsThere() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }
}
