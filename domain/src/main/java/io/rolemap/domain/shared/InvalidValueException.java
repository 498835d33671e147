package io.rolemap.domain.shared;

/**
 * A value breaks a rule of the type it was given to.
 *
 * <p>The message is a sentence made of {@link #subject()} and {@link #rule()}. It never contains the value itself, so
 * that it may be logged and sent to a client as it is.
 */
public final class InvalidValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** What the value was meant to be, as a noun. */
    private final String subject;
    /** The rule the value breaks, as the rest of a sentence that begins with the subject. */
    private final String rule;

    /**
     * Makes the sentence. Neither part may contain the value.
     *
     * @param subject what the value was meant to be, as a noun ({@code "external group"})
     * @param rule the rule it breaks, as the rest of the sentence ({@code "must not be empty"})
     */
    public InvalidValueException(String subject, String rule) {
        super(subject + " " + rule);
        this.subject = subject;
        this.rule = rule;
    }

    /** {@return what the value was meant to be, as a noun} For adapters that say which field of a request it was. */
    public String subject() {
        return subject;
    }

    /** {@return the rule the value breaks, as the rest of a sentence that begins with the subject} */
    public String rule() {
        return rule;
    }
}
