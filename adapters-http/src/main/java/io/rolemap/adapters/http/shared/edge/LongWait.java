package io.rolemap.adapters.http.shared.edge;

import io.javalin.http.Context;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.ServletApiRequest;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** What a request waits for without keeping a thread. */
final class LongWait {

    private LongWait() {}

    /**
     * Goes on with a request when a future is complete. Javalin's limit for that, which would be answered in plain text, does
     * not apply, not even when the request has waited for something else before: whatever is waited for has one of its own.
     *
     * <p>A request that was lost meanwhile with its client goes on no more. Javalin would try to: each of its steps fails then,
     * and it handles such a failure by a further step, which fails as well, without end.
     */
    static void until(Context ctx, Supplier<CompletableFuture<?>> future) {
        ctx.future(() -> {
            withoutLimit(ctx);
            return future.get()
                    .thenCompose(value -> isGone(ctx)
                            ? new CompletableFuture<Object>()
                            : CompletableFuture.<Object>completedFuture(value));
        });
    }

    /** Whether Jetty has given a request up, and has taken away what can be asked and said. */
    static boolean isGone(Context ctx) {
        ServletRequest request = ctx.req();
        while (request instanceof ServletRequestWrapper wrapper) {
            request = wrapper.getRequest();
        }
        if (request instanceof ServletApiRequest known) {
            @Nullable Request left = known.getRequest();
            return left == null;
        }
        return false;
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
