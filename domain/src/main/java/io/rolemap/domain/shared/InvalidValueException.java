package io.rolemap.domain.shared;

/**
 * A value breaks a rule of the type it was given to.
 *
 * <p>The message is a sentence made of {@link #subject()} and {@link #rule()}. It never contains the value itself, so
 * that it may be logged and sent to a client as it is.
 */
public final class InvalidValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String subject;
    private final String rule;

    /**
     * @param subject what the value was meant to be, as a noun ({@code "external group"})
     * @param rule the rule it breaks, as the rest of the sentence ({@code "must not be empty"})
     */
    public InvalidValueException(String subject, String rule) {
        super(subject + " " + rule);
        this.subject = subject;
        this.rule = rule;
    }

    /** What the value was meant to be, as a noun. */
    public String subject() {
        return subject;
    }

    /** The rule the value breaks, as the rest of a sentence that begins with the subject. */
    public String rule() {
        return rule;
    }
}
