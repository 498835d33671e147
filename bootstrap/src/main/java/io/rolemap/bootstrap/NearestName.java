package io.rolemap.bootstrap;

import java.util.List;

/** Finds what somebody who mistyped a name most likely meant. */
final class NearestName {

    private NearestName() {}

    /**
     * The candidate of which {@code typed} is the beginning, since names are cut short more often than they are mixed
     * up; else the one that needs the fewest changes to become {@code typed}; the first of several such.
     */
    static String of(String typed, List<String> candidates) {
        for (String candidate : candidates) {
            if (candidate.startsWith(typed)) {
                return candidate;
            }
        }
        String nearest = candidates.get(0);
        int fewest = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int changes = distance(typed, candidate);
            if (changes < fewest) {
                fewest = changes;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /**
     * How many insertions, deletions, substitutions and swaps of neighbours turn one into the other, where no part is
     * changed twice (the optimal string alignment distance).
     */
    static int distance(String from, String to) {
        int[] beforeLast = new int[to.length() + 1];
        int[] last = new int[to.length() + 1];
        int[] current = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                boolean same = from.charAt(i - 1) == to.charAt(j - 1);
                int changes = Math.min(Math.min(last[j], current[j - 1]) + 1, last[j - 1] + (same ? 0 : 1));
                boolean swapped = i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                current[j] = swapped ? Math.min(changes, beforeLast[j - 2] + 1) : changes;
            }
            int[] reused = beforeLast;
            beforeLast = last;
            last = current;
            current = reused;
        }
        return last[to.length()];
    }
}
