package io.rolemap.bootstrap;

/** The statuses the process ends with, from BSD's sysexits.h where that has one. */
final class Exit {

    static final int OK = 0;
    /** The command line is wrong (EX_USAGE). */
    static final int USAGE = 64;
    /** Something that is needed is not there; the same start may succeed later (EX_UNAVAILABLE). */
    static final int UNAVAILABLE = 69;
    /** A fault of the program (EX_SOFTWARE). */
    static final int FAULT = 70;
    /** Something must be set differently first (EX_CONFIG). */
    static final int CONFIGURATION = 78;

    private Exit() {}
}
