package io.rolemap.adapters.http.shared.edge;

import io.rolemap.adapters.http.shared.problem.Occurrences;
import io.rolemap.adapters.http.shared.problem.Problem;
import io.rolemap.adapters.http.shared.problem.ProblemType;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what Jetty refuses by itself, such as a bad request line, by the same kind of document as everything else. What
 * Jetty has to say about it is not passed on: it may quote the request.
 */
final class JettyProblems extends ErrorHandler {

    private final Occurrences occurrences;

    JettyProblems(Occurrences occurrences) {
        this.occurrences = occurrences;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Problem problem = problemOf(statusOf(request, response));
        String line = RequestLine.of(request.getMethod(), request.getHttpURI().getPath());
        Object cause = request.getAttribute(ERROR_EXCEPTION);
        boolean fault = problem.type() == ProblemType.INTERNAL && cause instanceof Throwable;
        String instance =
                fault ? occurrences.record(problem, line, (Throwable) cause) : occurrences.record(problem, line);
        byte[] body = problem.toBytes(instance);
        response.setStatus(problem.type().status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        // Whoever sent this may mean something else by the bytes that follow.
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        CommonHeaders.NAMES_AND_VALUES.forEach(response.getHeaders()::put);
        problem.headers().forEach(response.getHeaders()::put);
        boolean head = request.getMethod().equals("HEAD");
        response.write(true, head ? ByteBuffer.allocate(0) : ByteBuffer.wrap(body), callback);
        return true;
    }

    private static int statusOf(Request request, Response response) {
        Object cause = request.getAttribute(ERROR_EXCEPTION);
        if (cause instanceof HttpException refusal) {
            return refusal.getCode();
        }
        // The client is gone: no fault of the server's, and nobody is there to read the answer.
        return cause instanceof EofException ? HttpStatus.BAD_REQUEST_400 : response.getStatus();
    }

    private static Problem problemOf(int status) {
        ProblemType type = ProblemType.ofHttp(status)
                .or(() -> status >= HttpStatus.BAD_REQUEST_400 && status < HttpStatus.INTERNAL_SERVER_ERROR_500
                        ? Optional.of(ProblemType.MALFORMED_REQUEST)
                        : Optional.empty())
                .orElse(ProblemType.INTERNAL);
        Problem problem = Problem.of(type, detail(type));
        return type == ProblemType.UNAVAILABLE
                ? problem.withHeader(Responder.RETRY_AFTER, Responder.RETRY_SOON)
                : problem;
    }

    private static String detail(ProblemType type) {
        return switch (type) {
            case MALFORMED_REQUEST -> "The request is not what HTTP says it should be.";
            case NOT_FOUND -> "Nothing is at this path.";
            case REQUEST_TIMEOUT -> "The request did not arrive in time.";
            case URI_TOO_LONG -> "The request line is too long.";
            case HEADER_FIELDS_TOO_LARGE -> "The header section is too large.";
            case EXPECTATION_FAILED -> "The server can't do what the Expect field asks for.";
            case NOT_IMPLEMENTED -> "The server doesn't know this method or transfer coding.";
            case HTTP_VERSION_NOT_SUPPORTED -> "The server speaks HTTP/1.1 and HTTP/1.0.";
            case UNAVAILABLE -> "The server is stopping or has too much to do; nothing was stored.";
            default -> "The server failed to handle the request; its log says why.";
        };
    }
}
