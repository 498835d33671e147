package io.rolemap.adapters.http.shared.edge;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Hides the header field by which Javalin would let a client change the method of its request: whoever guards this server
 * by methods must be able to rely on them.
 */
final class MethodAsSent extends Handler.Wrapper {

    private static final String OVERRIDE = "X-HTTP-Method-Override";

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean overridden = request.getHeaders().contains(OVERRIDE);
        return super.handle(overridden ? new WithoutOverride(request) : request, response, callback);
    }

    private static final class WithoutOverride extends Request.Wrapper {
        private final HttpFields headers;

        WithoutOverride(Request request) {
            super(request);
            headers = HttpFields.build(request.getHeaders()).remove(OVERRIDE).asImmutable();
        }

        @Override
        public HttpFields getHeaders() {
            return headers;
        }
    }
}
