package io.rolemap.adapters.http.shared.edge;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Runs what waits for something beside the test, on a thread of its own: the common pool may have one thread for all. */
final class Aside {

    private Aside() {}

    static <T> CompletableFuture<T> call(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, task -> new Thread(task, "aside").start());
    }
}
