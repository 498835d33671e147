package io.rolemap.domain.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Something suspicious about a mapping: it may be what is wanted, and is more often a mistake. Nothing is refused or
 * treated differently for it. Immutable.
 *
 * @param kind what is suspicious
 * @param mapping the mapping it is about
 * @param other the mapping beside which it is suspicious; empty for the kinds that concern one mapping alone, and for
 *     whoever may not see other mappings
 * @param differences in what the groups of the two differ; empty for the kinds that concern one mapping alone
 */
public record MappingFinding(
        Kind kind, GroupRoleMapping mapping, Optional<GroupRoleMapping> other, Set<GroupDifference> differences) {

    /** Directories overlook letter case and white space in most values (RFC 4517, section 4.2.11). */
    private static final Set<GroupDifference> IN_ONE_DISTINGUISHED_NAME =
            EnumSet.of(GroupDifference.DN_SPELLING, GroupDifference.LETTER_CASE, GroupDifference.WHITE_SPACE);

    /** Fewer identifiers than this don't make a name suspicious. */
    static final int FEWEST_GUIDS = 2;

    /**
     * Copies and checks the set.
     *
     * @param kind what is suspicious
     * @param mapping the mapping it is about
     * @param other the mapping beside which it is suspicious
     * @param differences in what the groups of the two differ
     * @throws IllegalArgumentException when the kind concerns two mappings and there are no differences, or one alone and
     *     there are some, or another mapping
     */
    public MappingFinding {
        if (kind.concernsTwo == differences.isEmpty() || (!kind.concernsTwo && other.isPresent())) {
            throw new IllegalArgumentException("Not what a finding of the kind " + kind.label() + " is made of");
        }
        differences = differences.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(differences));
    }

    /** What may be suspicious about a mapping. A later version may know more. */
    public enum Kind {
        /** The group begins or ends with white space. */
        OUTER_WHITE_SPACE(false),
        /** The group has characters that nothing is seen of, other than those that shape the letter or emoji before them. */
        INVISIBLE_CHARACTERS(false),
        /** The group is easily taken for another one that the connection maps. */
        RESEMBLES_ANOTHER(true),
        /** The group is a distinguished name that the connection maps in another spelling. */
        SAME_DISTINGUISHED_NAME(true),
        /** The group is a name, while all others of the connection are GUIDs (RFC 9562). */
        NAME_AMONG_GUIDS(false),
        /** The role is not in the catalogue of the organisation's roles; most often the mapping was there before it. */
        UNKNOWN_ROLE(false);

        private final boolean concernsTwo;

        Kind(boolean concernsTwo) {
            this.concernsTwo = concernsTwo;
        }

        /** {@return the kind as it is written outside of code: {@code "outer_white_space"}} A label never changes. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * {@return what is suspicious about a mapping that was just made}
     *
     * @param mapping the new mapping
     * @param neighbours mappings of the same connection that were there before it, oldest first
     */
    public static List<MappingFinding> ofNew(GroupRoleMapping mapping, List<GroupRoleMapping> neighbours) {
        List<MappingFinding> findings = new ArrayList<>(ofOne(mapping));
        neighbours.forEach(other -> beside(mapping, other).ifPresent(findings::add));
        return List.copyOf(findings);
    }

    /** What is suspicious about a mapping, whichever others there are. */
    static List<MappingFinding> ofOne(GroupRoleMapping mapping) {
        String group = mapping.externalGroup().value();
        List<MappingFinding> findings = new ArrayList<>();
        if (GroupSkeleton.isWhiteSpace(group.codePointAt(0))
                || GroupSkeleton.isWhiteSpace(group.codePointBefore(group.length()))) {
            findings.add(alone(Kind.OUTER_WHITE_SPACE, mapping));
        }
        if (GroupSkeleton.hidesCharacters(group)) {
            findings.add(alone(Kind.INVISIBLE_CHARACTERS, mapping));
        }
        return findings;
    }

    /** Whether a mapping is suspicious beside another one whose group is spelled differently, and no more than that. */
    static Optional<MappingFinding> beside(GroupRoleMapping mapping, GroupRoleMapping other) {
        Set<GroupDifference> differences = GroupDifference.between(mapping.externalGroup(), other.externalGroup());
        if (differences.isEmpty() || differences.contains(GroupDifference.PATH_PREFIX)) {
            return Optional.empty();
        }
        boolean sameName =
                differences.contains(GroupDifference.DN_SPELLING) && IN_ONE_DISTINGUISHED_NAME.containsAll(differences);
        Kind kind = sameName ? Kind.SAME_DISTINGUISHED_NAME : Kind.RESEMBLES_ANOTHER;
        return Optional.of(new MappingFinding(kind, mapping, Optional.of(other), differences));
    }

    /**
     * {@return the finding that a mapping's group is a name where all others are GUIDs; empty when it is not so, and when
     * there are too few others to tell}
     *
     * @param mapping the mapping
     * @param set mappings of the connection, with or without this one
     */
    public static Optional<MappingFinding> nameAmongGuids(GroupRoleMapping mapping, Collection<GroupRoleMapping> set) {
        List<GroupRoleMapping> others =
                set.stream().filter(other -> !other.id().equals(mapping.id())).toList();
        boolean suspicious = !isGuid(mapping.externalGroup())
                && others.size() >= FEWEST_GUIDS
                && others.stream().allMatch(other -> isGuid(other.externalGroup()));
        return suspicious ? Optional.of(alone(Kind.NAME_AMONG_GUIDS, mapping)) : Optional.empty();
    }

    /**
     * {@return the finding that a mapping has this about it, whichever others there are}
     *
     * @param kind a kind that concerns one mapping alone
     * @param mapping the mapping
     * @throws IllegalArgumentException when it is another kind
     */
    public static MappingFinding alone(Kind kind, GroupRoleMapping mapping) {
        return new MappingFinding(kind, mapping, Optional.empty(), Set.of());
    }

    /** {@return the same for somebody who may not see other mappings} */
    public MappingFinding withoutOther() {
        return new MappingFinding(kind, mapping, Optional.empty(), differences);
    }

    /**
     * {@return whether the group has the form of a GUID (RFC 9562, section 4), in either letter case}
     *
     * @param group any group
     */
    public static boolean isGuid(ExternalGroup group) {
        String value = group.value();
        if (value.length() != 36) {
            return false;
        }
        for (int index = 0; index < value.length(); index++) {
            boolean hyphen = index == 8 || index == 13 || index == 18 || index == 23;
            char c = value.charAt(index);
            boolean fits = hyphen ? c == '-' : c < 128 && Character.digit(c, 16) >= 0;
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** {@return what is suspicious and why, in a sentence that contains no group} */
    public String sentence() {
        return switch (kind) {
            case OUTER_WHITE_SPACE ->
                "The group begins or ends with white space: it matches only what the identity provider sends with it.";
            case INVISIBLE_CHARACTERS ->
                "The group has invisible characters: it matches only what the identity provider sends with them.";
            case RESEMBLES_ANOTHER ->
                "The connection maps another group that differs only in " + words()
                        + ": one of the two may be a slip of the pen.";
            case SAME_DISTINGUISHED_NAME ->
                "The connection maps the same distinguished name in another spelling: the identity provider sends one"
                        + " of them only.";
            case NAME_AMONG_GUIDS ->
                "The group is a name, and all others of the connection are GUIDs: the identity provider seems to send"
                        + " GUIDs.";
            case UNKNOWN_ROLE ->
                "The role is not in the organisation's catalogue, and the mapping grants it all the same.";
        };
    }

    private String words() {
        List<String> words = differences.stream().map(GroupDifference::words).collect(Collectors.toList());
        String last = words.remove(words.size() - 1);
        return words.isEmpty() ? last : String.join(", ", words) + " and " + last;
    }
}
