package io.rolemap.adapters.http.shared.edge;

import io.javalin.http.Context;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** What a request waits for without keeping a thread. */
final class LongWait {

    private LongWait() {}

    /**
     * Goes on with a request when a future is complete. Javalin's limit for that, which would be answered in plain text, does
     * not apply, not even when the request has waited for something else before: whatever is waited for has one of its own.
     */
    static void until(Context ctx, Supplier<CompletableFuture<?>> future) {
        ctx.future(() -> {
            withoutLimit(ctx);
            return future.get();
        });
    }

    /** Takes the limit away from a request that is in asynchronous mode. */
    static void withoutLimit(Context ctx) {
        ctx.req().getAsyncContext().setTimeout(0);
        // Jetty keeps to the limit that was set when the request began to wait.
        ServletContextRequest.getServletContextRequest(ctx.req())
                .getServletRequestState()
                .getAsyncContextEvent()
                .cancelTimeoutTask();
    }
}
