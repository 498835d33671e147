package io.rolemap.adapters.http.shared.problem;

/** Ends the handling of a request with a problem. No fault: it has no stack trace. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** With this problem. */
    public ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    /** With a problem that has nothing special. */
    public ProblemException(ProblemType type, String detail) {
        this(Problem.of(type, detail));
    }

    /** What is wrong. */
    public Problem problem() {
        return problem;
    }
}
