package io.rolemap.adapters.http.shared.problem;

import java.util.UUID;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names each occurrence of a problem and writes it to the log under that name, so that a client's report leads to the log
 * line. Problems of the request are logged as information, an unavailable storage as a warning, faults of the server as errors
 * with their stack trace. Safe for use by many threads if the generator is.
 */
public final class Occurrences {

    private static final Logger LOG = LoggerFactory.getLogger("io.rolemap.http");

    private final RandomGenerator random;

    /** @param random makes the names; 122 bits each */
    public Occurrences(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Logs a problem that is no fault of the server's.
     *
     * @param request the request it happened to, in a form that is safe to log
     * @return the URI that names this occurrence
     */
    public String record(Problem problem, String request) {
        String instance = newInstance();
        ProblemType type = problem.type();
        if (type == ProblemType.UNAVAILABLE) {
            LOG.warn("{} {} {} {}", type.status(), type.uri(), request, instance);
        } else {
            LOG.info("{} {} {} {}", type.status(), type.uri(), request, instance);
        }
        return instance;
    }

    /**
     * Logs a problem with what caused it.
     *
     * @param request the request it happened to, in a form that is safe to log
     * @return the URI that names this occurrence
     */
    public String record(Problem problem, String request, Throwable cause) {
        String instance = newInstance();
        ProblemType type = problem.type();
        if (type == ProblemType.UNAVAILABLE) {
            LOG.warn("{} {} {} {}", type.status(), type.uri(), request, instance, cause);
        } else {
            LOG.error("{} {} {} {}", type.status(), type.uri(), request, instance, cause);
        }
        return instance;
    }

    private String newInstance() {
        long mostSignificant = (random.nextLong() & ~0xF000L) | 0x4000L;
        long leastSignificant = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return "urn:uuid:" + new UUID(mostSignificant, leastSignificant);
    }
}
