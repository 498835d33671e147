package io.rolemap.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Pastes lines into a real {@code sh}, in which {@code curl} is a script that writes down its arguments: what the shell
 * makes of the lines is the shell's own doing, and no curl need be installed.
 */
final class Shell {

    private static final String CURL =
            "#!/bin/sh\nprintf '%s\\000' \"$@\" >> \"$CALLS\"\nprintf '\\001' >> \"$CALLS\"\n";

    private final Path folder;

    Shell(Path folder) {
        this.folder = folder;
    }

    /** The arguments of each call of curl that the lines lead to. */
    List<List<String>> paste(List<String> lines) throws IOException, InterruptedException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path calls = Files.createFile(folder.resolve("calls"));
        Path curl = Files.writeString(bin.resolve("curl"), CURL);
        assertThat(curl.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder =
                new ProcessBuilder("sh").directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().merge("PATH", bin.toString(), (old, first) -> first + ":" + old);
        builder.environment().put("CALLS", calls.toString());
        Process shell = builder.start();
        shell.getOutputStream().write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        shell.getOutputStream().close();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor(RolemapProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(said).isEmpty();
        List<List<String>> all = new ArrayList<>();
        for (String call : Files.readString(calls).split("\001")) {
            all.add(List.of(call.split("\000")));
        }
        return all;
    }

    /** Does what curl would do when called like that. */
    static HttpResponse<String> curl(List<String> arguments) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder().GET();
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            switch (argument) {
                case "-sS" -> {}
                case "-w" -> assertThat(rest.next()).isEqualTo("\\n");
                case "-H" -> {
                    String[] field = rest.next().split(": ", 2);
                    request.header(field[0], field[1]);
                }
                case "-d" -> request.POST(HttpRequest.BodyPublishers.ofString(rest.next()));
                default -> request.uri(URI.create(argument));
            }
        }
        return Rest.send(request);
    }
}
