package io.rolemap.adapters.http.shared.json;

import java.util.List;

/** A body is JSON but its values are not what they have to be. */
public final class InvalidBodyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    InvalidBodyException(List<Violation> violations) {
        super("The body has invalid values", null, false, false);
        this.violations = List.copyOf(violations);
    }

    /** Everything that is wrong with it; never empty. */
    public List<Violation> violations() {
        return violations;
    }

    /**
     * One thing that is wrong.
     *
     * @param pointer where, as a JSON Pointer (RFC 6901); empty for the body as a whole
     * @param detail the rule that is broken, as the rest of a sentence that begins with the value; never shows the value
     */
    public record Violation(String pointer, String detail) {}
}
