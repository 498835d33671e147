package io.rolemap.bootstrap.client;

import java.util.Comparator;

/**
 * A line of a set of mappings.
 *
 * @param group as the identity provider spells it
 * @param role in canonical decimal form
 * @param line where it stands in its file, the first is 1; 0 when it comes from no file
 */
record Entry(String group, String role, long line) {

    /** By code points, as UTF-8 sorts; nothing about an entry's age, so that a file changes only where the set does. */
    static final Comparator<String> BY_CODE_POINTS = Entry::compare;

    private static int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                // Surrogates stand for code points beyond those of any other char.
                boolean oneIsHalf = Character.isSurrogate(a) != Character.isSurrogate(b);
                return oneIsHalf ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
