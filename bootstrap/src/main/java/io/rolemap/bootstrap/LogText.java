package io.rolemap.bootstrap;

/** Makes text fit for one line of a log that people read. */
final class LogText {

    private static final int FIRST_PRINTABLE = 0x20;

    private LogText() {}

    /**
     * Appends {@code text} with everything that could break a line, move the cursor or reorder what is shown replaced
     * by its code: nobody who has a say in a logged value can forge a line.
     */
    static void appendOn(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isHarmless(c)) {
                line.append(c);
            } else if (c == '\n') {
                line.append("\\n");
            } else if (c == '\r') {
                line.append("\\r");
            } else if (c == '\t') {
                line.append("\\t");
            } else {
                line.append("\\u");
                String hex = Integer.toHexString(c);
                line.append("0".repeat(4 - hex.length())).append(hex);
            }
        }
    }

    private static boolean isHarmless(char c) {
        if (c < 0x7f) {
            return c >= FIRST_PRINTABLE;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
