package io.rolemap.bootstrap;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Starts servers and ends them after the test, whatever became of it, and with this JVM at the latest. */
final class Processes implements AfterEachCallback {

    private static final Queue<RolemapProcess> RUNNING = new ConcurrentLinkedQueue<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Processes::endAll));
    }

    /** On a free port. */
    RolemapProcess start(Path folder, Map<String, String> settings, String... args) throws IOException {
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("ROLEMAP_HTTP_PORT", "0");
        RolemapProcess process = RolemapProcess.start(folder, all, args);
        RUNNING.add(process);
        return process;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        endAll();
    }

    private static void endAll() {
        for (RolemapProcess process = RUNNING.poll(); process != null; process = RUNNING.poll()) {
            process.close();
        }
    }
}
