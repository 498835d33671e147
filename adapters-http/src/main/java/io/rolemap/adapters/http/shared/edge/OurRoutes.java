package io.rolemap.adapters.http.shared.edge;

import io.javalin.config.JavalinState;
import io.javalin.http.HandlerType;
import io.javalin.router.InternalRouter;
import io.javalin.router.ParsedEndpoint;
import java.util.List;

/** A router that knows our routes alone, and the handlers that somebody else has for whatever is matched. */
final class OurRoutes extends InternalRouter {

    private final JavalinState hers;

    OurRoutes(JavalinState ours, JavalinState hers) {
        super(ours.wsRouter, ours.eventManager, ours.router, ours.jetty);
        this.hers = hers;
    }

    @Override
    public List<ParsedEndpoint> findHttpHandlerEntries(HandlerType type, String path) {
        return type.isHttpMethod()
                ? super.findHttpHandlerEntries(type, path)
                : hers.internalRouter.findHttpHandlerEntries(type, path);
    }
}
