package io.rolemap.adapters.http.shared.json;

/** A text is not the JSON it was meant to be. */
public final class MalformedJsonException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    MalformedJsonException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    /** What is wrong, as a sentence for whoever sent the text; shows nothing of it. */
    public String reason() {
        return reason;
    }
}
