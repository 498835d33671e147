package io.rolemap.adapters.http.shared.edge;

import io.javalin.http.Context;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What a request waits for without keeping a thread. */
final class LongWait {

    private LongWait() {}

    /**
     * Goes on with a request when a future is complete. Javalin's limit for that, which would be answered in plain text, does
     * not apply: whatever is waited for has one of its own.
     */
    static void until(Context ctx, Supplier<CompletableFuture<?>> future) {
        ctx.future(() -> {
            ctx.req().getAsyncContext().setTimeout(0);
            return future.get();
        });
    }
}
