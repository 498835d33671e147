package io.rolemap.domain.shared;

/**
 * The storage behind a port cannot be reached, is out of connections, or did not answer in time. A fault and no outcome:
 * the same call may succeed later. Thrown by out-ports, passed on by use cases.
 */
public final class StorageUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean outcomeUnknown;

    private StorageUnavailableException(String message, Throwable cause, boolean outcomeUnknown) {
        super(message, cause);
        this.outcomeUnknown = outcomeUnknown;
    }

    /** Nothing of the change was stored. */
    public static StorageUnavailableException nothingStored(Throwable cause) {
        return new StorageUnavailableException("The storage is unavailable; nothing was stored.", cause, false);
    }

    /** The connection was lost while a change was being made: it may have been stored or not. */
    public static StorageUnavailableException outcomeUnknown(Throwable cause) {
        return new StorageUnavailableException(
                "The storage became unavailable while a change was being made; whether it was stored is unknown.",
                cause,
                true);
    }

    /** Whether the change may have been stored nevertheless. */
    public boolean isOutcomeUnknown() {
        return outcomeUnknown;
    }
}
