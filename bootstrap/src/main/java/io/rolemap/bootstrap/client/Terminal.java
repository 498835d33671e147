package io.rolemap.bootstrap.client;

import java.io.IOException;

/**
 * Which of the standard streams a person is at.
 *
 * @param in whether questions can be answered
 * @param out whether colours are seen
 * @param err whether progress is seen
 */
record Terminal(boolean in, boolean out, boolean err) {

    static final Terminal NONE = new Terminal(false, false, false);

    private static final int IN = 1;
    private static final int OUT = 2;
    private static final int ERR = 4;

    /**
     * Asks the shell, since Java 17 tells only about input and output together. Where there is no POSIX shell, everything
     * counts as redirected.
     */
    static Terminal ofThisProcess() {
        String script = "s=0; [ -t 0 ] && s=$((s+" + IN + ")); [ -t 1 ] && s=$((s+" + OUT + ")); [ -t 2 ] && s=$((s+"
                + ERR + ")); exit $s";
        try {
            int found =
                    new ProcessBuilder("sh", "-c", script).inheritIO().start().waitFor();
            return new Terminal((found & IN) != 0, (found & OUT) != 0, (found & ERR) != 0);
        } catch (IOException noShell) {
            return NONE;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return NONE;
        }
    }
}
