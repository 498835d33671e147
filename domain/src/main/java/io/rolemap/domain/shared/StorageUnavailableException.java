package io.rolemap.domain.shared;

/**
 * The storage behind a port cannot be reached, is out of connections, or did not answer in time. A fault and no
 * outcome: the same call may succeed later. Thrown by out-ports, passed on by use cases as it is.
 *
 * <p>What it says is about the call that threw it. Inside a transaction that is open around the call, what was written
 * before stays the transaction's business: let the exception pass through the boundary, so that it rolls back.
 *
 * <p>Who meets {@linkplain #isOutcomeUnknown() an unknown outcome} while mapping a group may simply call again: if the
 * mapping had been stored, the answer is {@code GroupAlreadyMapped}, for whoever may read mappings with the one that
 * exists.
 */
public final class StorageUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whether the change may have been stored nevertheless. */
    private final boolean outcomeUnknown;

    private StorageUnavailableException(String message, Throwable cause, boolean outcomeUnknown) {
        super(message, cause);
        this.outcomeUnknown = outcomeUnknown;
    }

    /**
     * {@return an exception which says that nothing of the change was stored} Also for reads.
     *
     * @param cause what happened; kept for the log, and therefore free of values that were stored or looked for and of
     *     passwords
     */
    public static StorageUnavailableException nothingStored(Throwable cause) {
        return new StorageUnavailableException("The storage is unavailable; nothing was stored.", cause, false);
    }

    /**
     * {@return an exception which says that the change may have been stored or not} For a connection that was lost
     * while a change was being committed.
     *
     * @param cause what happened; kept for the log, and therefore free of values that were stored or looked for and of
     *     passwords
     */
    public static StorageUnavailableException outcomeUnknown(Throwable cause) {
        return new StorageUnavailableException(
                "The storage became unavailable while a change was being made; whether it was stored is unknown.",
                cause,
                true);
    }

    /** {@return whether the change may have been stored nevertheless} False means that it certainly was not. */
    public boolean isOutcomeUnknown() {
        return outcomeUnknown;
    }
}
