package io.rolemap.bootstrap;

/** A text that must not appear in any output by accident: only {@link #reveal()} shows it. */
final class Secret {

    private final String text;

    Secret(String text) {
        this.text = text;
    }

    String reveal() {
        return text;
    }

    /** Shows nothing of the text, its length included. */
    @Override
    public String toString() {
        return "(secret)";
    }
}
