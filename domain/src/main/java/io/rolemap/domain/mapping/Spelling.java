package io.rolemap.domain.mapping;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How a group is written, for whoever compares it with many others: {@link #differences} is
 * {@link GroupDifference#between}, and remembers what it made of this group on the way. Immutable as far as anybody can
 * tell; safe for use by many threads.
 */
public final class Spelling {

    private static final List<GroupDifference> OF_SPELLING = List.copyOf(GroupDifference.OF_SPELLING);

    private static final int ALL = (1 << OF_SPELLING.size()) - 1;

    /** Every subset, as bits; the smallest first, and of equally small ones those of differences declared earlier. */
    private static final int[] FEWEST_FIRST = IntStream.rangeClosed(0, ALL)
            .boxed()
            .sorted((one, other) -> Integer.compare(Integer.bitCount(one), Integer.bitCount(other)))
            .mapToInt(Integer::intValue)
            .toArray();

    private final String text;
    private final int telling;
    private final Map<Integer, String> folded = new HashMap<>();
    private volatile Optional<List<Spelling>> endings = Optional.empty();

    private Spelling(String text) {
        this.text = text;
        this.telling = telling(text);
    }

    /**
     * {@return the spelling of a group}
     *
     * @param group any group
     */
    public static Spelling of(ExternalGroup group) {
        return new Spelling(group.value());
    }

    /**
     * {@return what has to be overlooked to take one group for the other, and no more than that} Empty when they are the
     * same group, and when they don't resemble each other.
     *
     * @param other that of any group; the order of the two doesn't matter
     */
    public Set<GroupDifference> differences(Spelling other) {
        if (text.equals(other.text)) {
            return Set.of();
        }
        return fewest(other)
                .or(() -> pathPrefix(this, other))
                .or(() -> pathPrefix(other, this))
                .orElse(Set.of());
    }

    private static Optional<Set<GroupDifference>> pathPrefix(Spelling path, Spelling name) {
        return path.endings().stream()
                .flatMap(ending -> ending.fewest(name).stream())
                .min(Comparator.comparingInt(Set::size))
                .map(differences -> {
                    EnumSet<GroupDifference> all = EnumSet.of(GroupDifference.PATH_PREFIX);
                    all.addAll(differences);
                    return all;
                });
    }

    private List<Spelling> endings() {
        List<Spelling> all = endings.orElseGet(
                () -> GroupSkeleton.endings(text).stream().map(Spelling::new).toList());
        endings = Optional.of(all);
        return all;
    }

    /** Empty when more than the spelling is different; an empty set inside when nothing is. */
    private Optional<Set<GroupDifference>> fewest(Spelling other) {
        if (!isSame(other, ALL)) {
            return Optional.empty();
        }
        // What can't be left out spares looking at most of the 64 sets, which counts where there are many look-alikes.
        int needed = 0;
        for (int bit = 1; bit <= ALL; bit <<= 1) {
            if (!isSame(other, ALL - bit)) {
                needed |= bit;
            }
        }
        for (int overlooked : FEWEST_FIRST) {
            if ((overlooked & needed) == needed && isSame(other, overlooked)) {
                return Optional.of(differences(overlooked));
            }
        }
        throw new IllegalStateException("Overlooking everything was enough before");
    }

    private boolean isSame(Spelling other, int overlooked) {
        return folded(overlooked).equals(other.folded(overlooked));
    }

    private String folded(int overlooked) {
        synchronized (folded) {
            return folded.computeIfAbsent(overlooked & telling, bits -> GroupSkeleton.folded(text, differences(bits)));
        }
    }

    private static Set<GroupDifference> differences(int bits) {
        EnumSet<GroupDifference> differences = EnumSet.noneOf(GroupDifference.class);
        for (int index = 0; index < OF_SPELLING.size(); index++) {
            if ((bits >> index & 1) == 1) {
                differences.add(OF_SPELLING.get(index));
            }
        }
        return differences;
    }

    /** Those that may tell something about this text; to overlook the others leaves it as it is. */
    private static int telling(String text) {
        EnumSet<GroupDifference> telling = EnumSet.copyOf(OF_SPELLING);
        boolean hasEscapes = text.indexOf('\\') >= 0;
        if (GroupSkeleton.isPrintableAscii(text) && !hasEscapes) {
            telling.removeAll(EnumSet.of(GroupDifference.INVISIBLE_CHARACTERS, GroupDifference.NORMALIZATION));
            if (text.indexOf('/') < 0) {
                telling.remove(GroupDifference.LEADING_SLASH);
            }
            if (text.indexOf('=') < 0) {
                telling.remove(GroupDifference.DN_SPELLING);
            }
        }
        int bits = 0;
        for (int index = 0; index < OF_SPELLING.size(); index++) {
            if (telling.contains(OF_SPELLING.get(index))) {
                bits |= 1 << index;
            }
        }
        return bits;
    }

    /** {@return the group} */
    @Override
    public String toString() {
        return text;
    }
}
