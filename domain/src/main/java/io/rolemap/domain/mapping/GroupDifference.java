package io.rolemap.domain.mapping;

import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
    /** What stands before the last slash or backslash: a path, a domain. */
    PATH_PREFIX("path prefix");

    /** Those that leave the last segment of a path as it is, or all of a group that is no path. */
    private static final Set<GroupDifference> OF_SPELLING = EnumSet.range(INVISIBLE_CHARACTERS, LEADING_SLASH);

    private static final List<Set<GroupDifference>> FEWEST_FIRST = fewestFirst();

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
     */
    public static Set<GroupDifference> between(ExternalGroup one, ExternalGroup other) {
        if (one.equals(other)) {
            return Set.of();
        }
        return spelling(one.value(), other.value())
                .or(() -> pathPrefix(one, other))
                .or(() -> pathPrefix(other, one))
                .orElse(Set.of());
    }

    private static Optional<Set<GroupDifference>> pathPrefix(ExternalGroup path, ExternalGroup name) {
        return GroupSkeleton.lastSegment(path.value())
                .flatMap(segment -> spelling(segment, name.value()))
                .map(differences -> {
                    EnumSet<GroupDifference> all = EnumSet.of(PATH_PREFIX);
                    all.addAll(differences);
                    return all;
                });
    }

    /** Empty when more than the spelling is different; an empty set inside when nothing is. */
    private static Optional<Set<GroupDifference>> spelling(String one, String other) {
        if (!isSame(one, other, OF_SPELLING)) {
            return Optional.empty();
        }
        // What can't be left out spares looking at most of the 64 sets, which counts where there are many look-alikes.
        Set<GroupDifference> needed = EnumSet.noneOf(GroupDifference.class);
        for (GroupDifference difference : OF_SPELLING) {
            Set<GroupDifference> others = EnumSet.copyOf(OF_SPELLING);
            others.remove(difference);
            if (!isSame(one, other, others)) {
                needed.add(difference);
            }
        }
        return FEWEST_FIRST.stream()
                .filter(overlooked -> overlooked.containsAll(needed) && isSame(one, other, overlooked))
                .findFirst();
    }

    private static boolean isSame(String one, String other, Set<GroupDifference> overlooked) {
        return GroupSkeleton.folded(one, overlooked).equals(GroupSkeleton.folded(other, overlooked));
    }

    /** Every subset of what concerns the spelling; of equally large ones, those of differences declared earlier first. */
    private static List<Set<GroupDifference>> fewestFirst() {
        List<GroupDifference> all = List.copyOf(OF_SPELLING);
        return IntStream.range(0, 1 << all.size())
                .mapToObj(bits -> all.stream()
                        .filter(difference -> (bits >> all.indexOf(difference) & 1) == 1)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(GroupDifference.class))))
                .<Set<GroupDifference>>map(Collections::unmodifiableSet)
                .sorted(Comparator.comparingInt(Set::size))
                .toList();
    }
}
