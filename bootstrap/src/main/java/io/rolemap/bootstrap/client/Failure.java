package io.rolemap.bootstrap.client;

import java.util.List;
import java.util.Optional;

/** Why a command did not succeed: what to say and the status to end with. The message never holds a key. */
final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<String> details;
    private final transient Optional<byte[]> document;

    private Failure(int status, String message, List<String> details, Optional<byte[]> document) {
        super(message);
        this.status = status;
        this.details = List.copyOf(details);
        this.document = document;
    }

    static Failure of(int status, String message) {
        return of(status, message, List.of());
    }

    /** @param details a line each, below the message */
    static Failure of(int status, String message, List<String> details) {
        return new Failure(status, message, details, Optional.empty());
    }

    /**
     * What a server answered.
     *
     * @param document the problem document, as it was sent
     */
    static Failure answered(int status, String message, List<String> details, byte[] document) {
        return new Failure(status, message, details, Optional.of(document));
    }

    /** The same said in another way. */
    Failure saying(String message) {
        return new Failure(status, message, details, document);
    }

    int status() {
        return status;
    }

    List<String> details() {
        return details;
    }

    Optional<byte[]> document() {
        return document;
    }
}
