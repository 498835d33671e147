package io.rolemap.bootstrap.client;

/** The statuses the commands end with, from BSD's sysexits.h where that has one. */
final class ExitStatus {

    static final int OK = 0;
    /** The server refused, or the person who was asked did. */
    static final int REFUSED = 1;
    /** A plan has changes. */
    static final int CHANGES = 2;
    /** The command line is wrong (EX_USAGE). */
    static final int USAGE = 64;
    /** The content of a file is wrong (EX_DATAERR). */
    static final int BAD_DATA = 65;
    /** A file can't be read (EX_NOINPUT). */
    static final int NO_INPUT = 66;
    /** The server can't be reached, is overloaded, or is none of ours (EX_UNAVAILABLE). */
    static final int UNAVAILABLE = 69;
    /** A fault of this program or of the server (EX_SOFTWARE). */
    static final int FAULT = 70;
    /** A file or standard output can't be written (EX_CANTCREAT). */
    static final int NO_OUTPUT = 73;
    /** The key is missing, unknown or not for this (EX_NOPERM). */
    static final int NOT_PERMITTED = 77;
    /** Something must be set differently (EX_CONFIG). */
    static final int CONFIGURATION = 78;

    private ExitStatus() {}
}
