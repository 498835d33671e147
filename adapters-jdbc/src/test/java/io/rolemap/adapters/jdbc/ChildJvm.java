package io.rolemap.adapters.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM with the class path of the tests. */
final class ChildJvm {

    private ChildJvm() {}

    /** Starts {@code main} with these arguments; its output goes to the file. */
    static Process start(Path output, List<String> options, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** Runs {@code main} to its end, which must be a normal one, and returns what it printed. */
    static String run(Path folder, List<String> options, Class<?> main, String... arguments) throws Exception {
        Path output = Files.createTempFile(folder, "child", ".out");
        Process process = start(output, options, main, arguments);
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError("The child failed: " + Files.readString(output));
            }
            return Files.readString(output);
        } finally {
            process.destroyForcibly();
        }
    }
}
