package io.rolemap.adapters.http.shared.edge;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jetty.ee10.servlet.ServletContextResponse;
import org.eclipse.jetty.ee10.servlet.ServletContextResponse.OutputType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends an answer of ours as it is, whatever somebody else's handlers have made of it since it was written. Javalin takes it
 * for a result without content, which it closes when all handlers have run, or the rest of them is skipped, and when a handler
 * puts another result in its place; either ends the answer. For one request.
 */
final class Seal extends FilterInputStream {

    private static final Logger LOG = LoggerFactory.getLogger(Seal.class);

    private final HttpServletResponse response;
    private final Answer answer;
    private final boolean withoutBody;
    private boolean sealed;

    private Seal(Context ctx, Answer answer) {
        super(InputStream.nullInputStream());
        this.response = ctx.res();
        this.answer = answer;
        this.withoutBody = ctx.req().getMethod().equals("HEAD");
    }

    /** Makes an answer final that has just been written. */
    static void on(Context ctx, Answer answer) {
        ctx.result(new Seal(ctx, answer));
    }

    /**
     * Takes away what somebody else has begun, except for fields that say nothing of the content. Not to be called for a
     * response that is committed.
     */
    static void clear(HttpServletResponse response) {
        response.resetBuffer();
        // Or whoever has taken the writer keeps everybody else from the stream.
        ServletContextResponse.getServletContextResponse(response).setOutputType(OutputType.NONE);
        response.setCharacterEncoding(null);
        response.setContentLengthLong(-1);
        response.setHeader("Content-Encoding", null);
        response.setHeader("Location", null);
    }

    @Override
    public void close() {
        if (sealed) {
            return;
        }
        sealed = true;
        try {
            if (!response.isCommitted()) {
                clear(response);
                answer.writeHead(response);
                answer.writeBody(response, withoutBody);
            }
            response.getOutputStream().close();
        } catch (IOException clientIsGone) {
            LOG.debug("An answer could not be sent", clientIsGone);
        }
    }
}
