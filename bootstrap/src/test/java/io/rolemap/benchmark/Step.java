package io.rolemap.benchmark;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The parts of a run, each of which can be left out. */
enum Step {
    PURE,
    STARTS,
    IDLE,
    LOAD,
    SETS,
    LOGINS;

    /** Whether the product is measured beside the baseline. */
    boolean isBesideTheBaseline() {
        return this != PURE && this != LOGINS;
    }

    /** Whether both are measured while they run. */
    boolean isUnderLoad() {
        return isBesideTheBaseline() && this != STARTS;
    }

    /** Those that are named, in any order and case, with commas between them. */
    static Set<Step> named(String names) {
        Set<Step> steps = EnumSet.noneOf(Step.class);
        Arrays.stream(names.split(","))
                .map(name -> Step.valueOf(name.strip().toUpperCase(Locale.ROOT)))
                .forEach(steps::add);
        return steps;
    }
}
