package io.rolemap.bootstrap;

/** Why the server could not be started: a sentence for the operator, without secrets, and the status to end with. */
final class StartFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final int exitStatus;

    private StartFailure(int exitStatus, String message, Throwable cause) {
        super(message, cause);
        this.exitStatus = exitStatus;
    }

    /** Something that is needed is not there; the same start may succeed later. */
    static StartFailure unavailable(String message, Throwable cause) {
        return new StartFailure(Exit.UNAVAILABLE, message, cause);
    }

    /** Something must be set differently first. */
    static StartFailure configuration(String message, Throwable cause) {
        return new StartFailure(Exit.CONFIGURATION, message, cause);
    }

    int exitStatus() {
        return exitStatus;
    }
}
