package io.rolemap.domain.mapping;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * What is left of a group when everything is overlooked that people overlook: groups with one skeleton are easily taken
 * for each other (compare Unicode Technical Standard 39, section 4, whose skeletons go further). For finding look-alikes
 * quickly and for nothing else: never decide by it who gets a role, and don't keep it for long, since a newer JDK knows
 * a newer Unicode. Immutable.
 *
 * <p>Two groups resemble each other when their skeletons are the same, or when the skeleton of one is that of an
 * {@linkplain #ofEndings ending} of the other; {@link GroupDifference#between} says in what they differ then.
 *
 * @param value any text, even an empty one
 */
public record GroupSkeleton(String value) implements Comparable<GroupSkeleton> {

    private static final Set<GroupDifference> ALL =
            EnumSet.range(GroupDifference.INVISIBLE_CHARACTERS, GroupDifference.LEADING_SLASH);

    private static final Set<GroupDifference> WITHIN_SEGMENTS =
            EnumSet.range(GroupDifference.INVISIBLE_CHARACTERS, GroupDifference.LETTER_CASE);

    /** Of paths that are deeper, what stands further in front is no mere prefix to anybody. */
    private static final int MOST_ENDINGS = 8;

    private static final Set<Character.UnicodeScript> WITHOUT_JOINERS =
            EnumSet.of(Character.UnicodeScript.LATIN, Character.UnicodeScript.GREEK, Character.UnicodeScript.CYRILLIC);

    /** White space by Unicode's own list, and a mere control character to Java. */
    private static final int NEXT_LINE = 0x85;

    private static final int OGHAM_SPACE = 0x1680;

    /**
     * {@return the skeleton of a group}
     *
     * @param group any group
     */
    public static GroupSkeleton of(ExternalGroup group) {
        return of(group.value());
    }

    /**
     * {@return the skeleton of what follows the last slash or backslash} Empty when the group is a distinguished name,
     * and when there is only one segment anyway.
     *
     * @param group any group
     */
    public static Optional<GroupSkeleton> ofLastSegment(ExternalGroup group) {
        return lastSegment(group.value()).map(GroupSkeleton::of);
    }

    /**
     * {@return the skeletons of what follows each of the last slashes or backslashes, the shortest first} Empty when
     * {@link #ofLastSegment} is.
     *
     * @param group any group
     */
    public static List<GroupSkeleton> ofEndings(ExternalGroup group) {
        return endings(group.value()).stream().map(GroupSkeleton::of).toList();
    }

    private static GroupSkeleton of(String text) {
        return new GroupSkeleton(isPlain(text) ? text : folded(text, ALL));
    }

    /** Whether folding would leave it as it is, which is cheap to see of most names and identifiers. */
    private static boolean isPlain(String text) {
        for (int index = 0; index < text.length(); index++) {
            char c = text.charAt(index);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    static Optional<String> lastSegment(String text) {
        int end = Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\'));
        boolean hasSegments = end > 0 && end < text.length() - 1;
        return hasSegments
                        && distinguishedName(withoutInvisible(text), WITHIN_SEGMENTS)
                                .isEmpty()
                ? Optional.of(text.substring(end + 1))
                : Optional.empty();
    }

    /** The last segment, the last two, and so on; not the whole but for what stands before the first slash. */
    static List<String> endings(String text) {
        Optional<String> last = lastSegment(text);
        if (last.isEmpty()) {
            return List.of();
        }
        List<String> endings = new ArrayList<>();
        int begin = text.length() - last.get().length();
        while (begin > 1 && endings.size() < MOST_ENDINGS) {
            endings.add(text.substring(begin));
            begin = 1 + Math.max(text.lastIndexOf('/', begin - 2), text.lastIndexOf('\\', begin - 2));
        }
        return endings;
    }

    /**
     * The text without what is to be overlooked. A distinguished name is looked into before anything is done to the whole:
     * what means something only there, such as an escaped space at the end, would be gone.
     */
    static String folded(String text, Set<GroupDifference> overlooked) {
        String visible = overlooked.contains(GroupDifference.INVISIBLE_CHARACTERS) ? withoutInvisible(text) : text;
        return distinguishedName(visible, overlooked)
                .orElseGet(() -> withoutBeginning(characters(visible, overlooked), overlooked));
    }

    private static Optional<String> distinguishedName(String text, Set<GroupDifference> overlooked) {
        if (!overlooked.contains(GroupDifference.DN_SPELLING) || text.indexOf('=') < 0) {
            return Optional.empty();
        }
        Optional<String> name = asDistinguishedName(text, overlooked);
        return name.isPresent() || !overlooked.contains(GroupDifference.NORMALIZATION)
                ? name
                : asDistinguishedName(Normalizer.normalize(text, Normalizer.Form.NFKC), overlooked);
    }

    private static Optional<String> asDistinguishedName(String text, Set<GroupDifference> overlooked) {
        return DistinguishedName.canonical(
                withoutBeginning(withPlainSpaces(text, overlooked), overlooked),
                value -> characters(value, overlooked));
    }

    /** What concerns one character or a few, wherever they stand. */
    private static String characters(String text, Set<GroupDifference> overlooked) {
        boolean anyForm = overlooked.contains(GroupDifference.NORMALIZATION) && !isPrintableAscii(text);
        String rest = overlooked.contains(GroupDifference.INVISIBLE_CHARACTERS) ? withoutInvisible(text) : text;
        if (anyForm) {
            rest = Normalizer.normalize(rest, Normalizer.Form.NFKC);
        }
        if (overlooked.contains(GroupDifference.LETTER_CASE)) {
            rest = withoutCase(rest);
            rest = anyForm ? Normalizer.normalize(rest, Normalizer.Form.NFKC) : rest;
        }
        return overlooked.contains(GroupDifference.WHITE_SPACE) ? withSingleSpaces(rest) : rest;
    }

    /**
     * By way of upper case, since some letters differ in lower case only, as those of a final sigma, and from lower case,
     * since one has an upper case that differs from its own, the capital sharp s. Turkish has a capital i with a dot, whose
     * lower case is an i in some hands and an i with a second dot in others.
     */
    private static String withoutCase(String text) {
        return text.toLowerCase(Locale.ROOT)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT)
                .replace("i\u0307", "i");
    }

    private static String withoutBeginning(String text, Set<GroupDifference> overlooked) {
        boolean slashes = overlooked.contains(GroupDifference.LEADING_SLASH);
        boolean spaces = overlooked.contains(GroupDifference.WHITE_SPACE);
        int begin = 0;
        while (begin < text.length()
                && ((slashes && isSlash(text.charAt(begin))) || (spaces && text.charAt(begin) == ' '))) {
            begin++;
        }
        return text.substring(begin);
    }

    private static boolean isSlash(char c) {
        return c == '/' || c == '\\';
    }

    /** Whether nothing is seen of it; white space is seen by the room it takes. */
    static boolean isInvisible(int codePoint) {
        if (isWhiteSpace(codePoint)) {
            return false;
        }
        int type = Character.getType(codePoint);
        return type == Character.FORMAT || type == Character.CONTROL || isIgnorable(codePoint);
    }

    /**
     * Whether there is an invisible character to be suspicious of. Joiners, variation selectors and tags belong where they
     * stand when what is before them isn't ASCII or a letter of Europe: Persian and the scripts of India are written with
     * them, and emoji are made of them.
     */
    static boolean hidesCharacters(String text) {
        int before = 0;
        for (int index = 0; index < text.length(); ) {
            int codePoint = text.codePointAt(index);
            if (isInvisible(codePoint) && !(isShapable(before) && isShaping(codePoint))) {
                return true;
            }
            before = codePoint;
            index += Character.charCount(codePoint);
        }
        return false;
    }

    private static boolean isShapable(int codePoint) {
        return codePoint >= 0x80 && !WITHOUT_JOINERS.contains(Character.UnicodeScript.of(codePoint));
    }

    private static boolean isShaping(int codePoint) {
        return codePoint == 0x200C
                || codePoint == 0x200D
                || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
                || (codePoint >= 0xE0020 && codePoint <= 0xE007F)
                || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
    }

    static boolean isWhiteSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint) || codePoint == NEXT_LINE;
    }

    /** What Unicode calls default ignorable, as far as its general category doesn't tell; and the blank of Braille. */
    private static boolean isIgnorable(int codePoint) {
        return codePoint == 0x034F
                || codePoint == 0x115F
                || codePoint == 0x1160
                || codePoint == 0x17B4
                || codePoint == 0x17B5
                || (codePoint >= 0x180B && codePoint <= 0x180F)
                || codePoint == 0x2065
                || codePoint == 0x2800
                || codePoint == 0x3164
                || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
                || codePoint == 0xFFA0
                || (codePoint >= 0xFFF0 && codePoint <= 0xFFF8)
                || (codePoint >= 0xE0000 && codePoint <= 0xE0FFF);
    }

    /** Then nothing in it is invisible, white space is the space, and every form is the same. */
    static boolean isPrintableAscii(String text) {
        for (int index = 0; index < text.length(); index++) {
            char c = text.charAt(index);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static String withoutInvisible(String text) {
        if (isPrintableAscii(text)) {
            return text;
        }
        return text.codePoints()
                .filter(codePoint -> !isInvisible(codePoint))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String withPlainSpaces(String text, Set<GroupDifference> overlooked) {
        if (isPrintableAscii(text)) {
            return text;
        }
        IntPredicate isSpace = overlooked.contains(GroupDifference.WHITE_SPACE)
                ? GroupSkeleton::isWhiteSpace
                : overlooked.contains(GroupDifference.NORMALIZATION) ? GroupSkeleton::isFormOfSpace : any -> false;
        return text.codePoints()
                .map(codePoint -> isSpace.test(codePoint) ? ' ' : codePoint)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Whether its compatibility form is a space. That of Ogham has none. */
    private static boolean isFormOfSpace(int codePoint) {
        return Character.getType(codePoint) == Character.SPACE_SEPARATOR && codePoint != OGHAM_SPACE;
    }

    private static String withSingleSpaces(String text) {
        StringBuilder words = new StringBuilder(text.length());
        boolean pending = false;
        for (int index = 0; index < text.length(); ) {
            int codePoint = text.codePointAt(index);
            index += Character.charCount(codePoint);
            if (isWhiteSpace(codePoint)) {
                pending = words.length() > 0;
                continue;
            }
            if (pending) {
                words.append(' ');
                pending = false;
            }
            words.appendCodePoint(codePoint);
        }
        return words.toString();
    }

    /** Compares the values as strings. */
    @Override
    public int compareTo(GroupSkeleton other) {
        return value.compareTo(other.value);
    }

    /** {@return the value and nothing else} */
    @Override
    public String toString() {
        return value;
    }
}
