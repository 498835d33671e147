package io.rolemap.domain.mapping;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * In what two groups differ that people take for the same one. Rolemap never does: groups are the same only if their
 * code points are. It tells people where to look. A later version may know more of them.
 */
public enum GroupDifference {
    /** Characters that nothing is seen of: format and control characters, fillers, variation selectors. */
    INVISIBLE_CHARACTERS("invisible characters"),
    /** How one distinguished name (RFC 4514) is written: spaces, escapes, the case of attribute types. */
    DN_SPELLING("spelling of the distinguished name"),
    /** White space at either end, or more or other white space within. */
    WHITE_SPACE("white space"),
    /** The normalisation form (Unicode Standard Annex 15), compatibility forms included. */
    NORMALIZATION("Unicode normalisation form"),
    /** Upper and lower case; the dot of an i counts as that, too. */
    LETTER_CASE("letter case"),
    /** Slashes or backslashes at the beginning. */
    LEADING_SLASH("leading slash"),
    /** What stands before a slash or backslash: the beginning of a path, a domain. */
    PATH_PREFIX("path prefix");

    /** Those that leave the last segment of a path as it is, or all of a group that is no path. */
    static final Set<GroupDifference> OF_SPELLING = EnumSet.range(INVISIBLE_CHARACTERS, LEADING_SLASH);

    private final String words;

    GroupDifference(String words) {
        this.words = words;
    }

    /** {@return the difference as it is written outside of code: {@code "letter_case"}} A label never changes. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * {@return several differences as they are written outside of code: {@code "white_space+letter_case"}}
     *
     * @param differences in the order in which they are to be written
     */
    public static String labels(Set<GroupDifference> differences) {
        return differences.stream().map(GroupDifference::label).collect(Collectors.joining("+"));
    }

    /** {@return the difference as a noun for people: {@code "letter case"}} */
    public String words() {
        return words;
    }

    /**
     * {@return what has to be overlooked to take one group for the other, and no more than that} Empty when they are the
     * same group, and when they don't resemble each other.
     *
     * @param one any group
     * @param other any group; the order of the two doesn't matter
     * @see Spelling#differences the same for one of many comparisons
     */
    public static Set<GroupDifference> between(ExternalGroup one, ExternalGroup other) {
        return Spelling.of(one).differences(Spelling.of(other));
    }
}
