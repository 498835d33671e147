package io.rolemap.domain.resolution;

import io.rolemap.domain.connection.GroupsClaim;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.shared.InvalidValueException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The claims about somebody, as the identity provider emits them: those of an ID token (OpenID Connect Core 1.0, section
 * 2), of a UserInfo response, or the attributes of a SAML assertion.
 *
 * <p>The claim with the groups may be a list of strings, one string, or a list of objects with a string {@code value} or
 * {@code display} (as SCIM has it, RFC 7643, section 4.1.2). Where an object has both, {@code value} counts: it
 * identifies the group, while whoever may name a group could give it the name of another one.
 *
 * <p>Groups that were left out are recognised by what Microsoft Entra ID sends instead: {@code _claim_names} that names the
 * claim (OpenID Connect Core 1.0, section 5.6.2), and, where the claim says nothing, {@code _claim_names} that names
 * {@code groups}, {@code hasgroups}, or an attribute {@code groups.link}; beside the claim or beside any object that it
 * stands in. Where the groups are said to be in the claim with an application's roles, only the first counts: somebody who
 * has none of these is no sign that something was left out.
 *
 * <p>Keeps the map it was given and doesn't change it; as safe for use by many threads as that map is.
 */
public final class Claims implements GroupSource {

    /** So many strings are worth a look; whoever sends more waits for a second one. */
    private static final int MOST_CANDIDATES = 2 * MAX_GROUPS;

    private static final int DEEPEST_CANDIDATE = 32;

    private static final String SOURCES = "_claim_sources";
    private static final String NAMES = "_claim_names";
    private static final String HAS_GROUPS = "hasgroups";
    private static final String GROUPS = "groups";

    private static final String GROUPS_LINK = "http://schemas.microsoft.com/claims/groups.link";

    /** Claims of Microsoft Entra ID that roles of an application stand in; no groups are missing there. */
    private static final Set<String> ROLES =
            Set.of("roles", "http://schemas.microsoft.com/ws/2008/06/identity/claims/role");

    private static final Pattern ARRAY_INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");

    private final Map<String, ?> claims;

    private Claims(Map<String, ?> claims) {
        this.claims = claims;
    }

    /**
     * {@return these claims}
     *
     * @param claims by name; the values are what JSON has: maps by strings, lists, strings, numbers, booleans and null.
     *     Anything else counts as a value that is no group
     */
    public static Claims of(Map<String, ?> claims) {
        return new Claims(claims);
    }

    @Override
    public ClaimedGroups read(GroupsClaim claim) {
        List<String> path = pathOf(claim);
        Member claimed = member(path);
        Optional<String> overage = overage(path, claimed);
        if (overage.isPresent()) {
            return new ClaimedGroups.Overage(overage.get());
        }
        return claimed.exists() ? groups(pointer(path), claimed.value()) : new ClaimedGroups.Absent();
    }

    /** A name is one step, whatever is in it; a pointer has as many as it has slashes (RFC 6901, section 4). */
    private static List<String> pathOf(GroupsClaim claim) {
        if (!claim.value().startsWith("/")) {
            return List.of(claim.value());
        }
        return Stream.of(claim.value().substring(1).split("/", -1))
                .map(token -> token.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    private static String pointer(List<String> path) {
        return path.stream()
                .map(token -> "/" + token.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }

    private Member member(List<String> path) {
        Member member = Member.of(claims);
        for (String step : path) {
            member = member.step(step);
        }
        return member;
    }

    /** A pointer to what says that groups were left out; empty when nothing does. */
    private Optional<String> overage(List<String> path, Member claimed) {
        for (int depth = 0; depth < path.size(); depth++) {
            Optional<String> overage = overage(path, depth, claimed);
            if (overage.isPresent()) {
                return overage;
            }
        }
        return Optional.empty();
    }

    /** What says so beside one of the objects on the way to the claim. */
    private Optional<String> overage(List<String> path, int depth, Member claimed) {
        List<String> within = path.subList(0, depth);
        String name = path.get(depth);
        Member beside = member(within);
        Member names = beside.step(NAMES);
        if (names.step(name).exists()) {
            return Optional.of(pointer(within) + pointer(List.of(NAMES, name)));
        }
        if (claimed.onlyText()
                .filter(text -> beside.step(SOURCES).step(text).exists())
                .isPresent()) {
            return Optional.of(pointer(path));
        }
        if (!claimed.saysNothing() || ROLES.contains(name)) {
            return Optional.empty();
        }
        if (names.value().isPresent()
                && (names.step(GROUPS).exists() || !(names.value().get() instanceof Map))) {
            return Optional.of(pointer(within) + pointer(List.of(NAMES)));
        }
        return Stream.of(HAS_GROUPS, GROUPS_LINK)
                .filter(sign -> beside.step(sign).affirms())
                .findFirst()
                .map(sign -> pointer(within) + pointer(List.of(sign)));
    }

    private static ClaimedGroups groups(String pointer, Optional<Object> value) {
        if (value.isPresent() && value.get() instanceof List<?> list) {
            return groups(pointer, list);
        }
        if (value.isPresent() && value.get() instanceof String text) {
            return groups(pointer, text);
        }
        return new ClaimedGroups.Unusable(
                pointer, "must be a string, or a list of strings or of objects with a 'value' or 'display'");
    }

    private static ClaimedGroups groups(String pointer, String only) {
        try {
            return new ClaimedGroups.Sent(Set.of(new ExternalGroup(only)));
        } catch (InvalidValueException noGroup) {
            return new ClaimedGroups.Unusable(pointer, noGroup.rule());
        }
    }

    private static ClaimedGroups groups(String pointer, List<?> list) {
        Set<ExternalGroup> groups = new LinkedHashSet<>();
        int index = 0;
        for (Object element : list) {
            Named named = Named.of(pointer + "/" + index, Member.of(element));
            if (named.name().isEmpty()) {
                return new ClaimedGroups.Unusable(named.pointer(), named.rule());
            }
            try {
                groups.add(new ExternalGroup(named.name().get()));
            } catch (InvalidValueException noGroup) {
                return new ClaimedGroups.Unusable(named.pointer(), noGroup.rule());
            }
            index++;
        }
        return groups.size() > MAX_GROUPS
                ? new ClaimedGroups.Unusable(pointer, "must have at most " + MAX_GROUPS + " different groups")
                : new ClaimedGroups.Sent(groups);
    }

    /**
     * Everything that could be a group. Values that are none, such as an empty string, are told by {@link #read}, and
     * only if they stand in the claim.
     */
    @Override
    public Optional<Set<ExternalGroup>> candidates() {
        Candidates candidates = new Candidates();
        return candidates.collect(claims, 0) ? Optional.of(candidates.groups) : Optional.empty();
    }

    /** What could be a group among some claims. */
    private static final class Candidates {

        private final Set<ExternalGroup> groups = new HashSet<>();
        private int strings;

        /** Whether that was all; nothing more is looked at afterwards when it was not. */
        boolean collect(Object value, int depth) {
            if (value instanceof String text) {
                strings++;
                add(text);
                return strings <= MOST_CANDIDATES;
            }
            if (depth == DEEPEST_CANDIDATE) {
                return !(value instanceof Map || value instanceof List);
            }
            Iterable<?> children =
                    value instanceof Map<?, ?> map ? map.values() : value instanceof List<?> list ? list : List.of();
            for (Object child : children) {
                if (!collect(child, depth + 1)) {
                    return false;
                }
            }
            return true;
        }

        private void add(String text) {
            try {
                groups.add(new ExternalGroup(text));
            } catch (InvalidValueException noGroup) {
                // Told by read, if it stands in the claim.
            }
        }
    }

    /** The name of a group in a list and where it stands; or, where there is none, the rule that is broken there. */
    private record Named(String pointer, Optional<String> name, String rule) {

        static Named of(String pointer, Member element) {
            for (String member : List.of("value", "display")) {
                Member named = element.step(member);
                if (named.value().isPresent()) {
                    return new Named(pointer + "/" + member, named.text(), "must be a string");
                }
            }
            return new Named(pointer, element.text(), "must be a string or an object with a 'value' or 'display'");
        }
    }

    /** What stands at some place among the claims, if there is one: null is a value, too. */
    private record Member(boolean exists, Optional<Object> value) {

        private static final Member NONE = new Member(false, Optional.empty());

        static Member of(Object value) {
            return new Member(true, Optional.ofNullable(value));
        }

        /** RFC 6901, section 4. */
        Member step(String token) {
            if (value.isPresent() && value.get() instanceof Map<?, ?> map) {
                return map.containsKey(token) ? new Member(true, Optional.ofNullable(map.get(token))) : NONE;
            }
            if (value.isPresent()
                    && value.get() instanceof List<?> list
                    && ARRAY_INDEX.matcher(token).matches()) {
                int index = Integer.parseInt(token);
                return index < list.size() ? new Member(true, Optional.ofNullable(list.get(index))) : NONE;
            }
            return NONE;
        }

        /** It isn't there, is null or an empty list. */
        boolean saysNothing() {
            return value.isEmpty() || (value.get() instanceof List<?> list && list.isEmpty());
        }

        /** It is there and is anything but null or false, which strings say too. */
        boolean affirms() {
            return value.filter(any ->
                            !any.equals(false) && !(any instanceof String text && text.equalsIgnoreCase("false")))
                    .isPresent();
        }

        /** The text, or that of the only element of a list. */
        Optional<String> onlyText() {
            return value.isPresent() && value.get() instanceof List<?> list && list.size() == 1
                    ? Member.of(list.get(0)).text()
                    : text();
        }

        Optional<String> text() {
            return value.filter(String.class::isInstance).map(String.class::cast);
        }
    }
}
