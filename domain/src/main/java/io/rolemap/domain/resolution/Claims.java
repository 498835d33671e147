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
 * claim (OpenID Connect Core 1.0, section 5.6.2), {@code hasgroups}, or an attribute {@code groups.link}.
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

    private static final String SAML_GROUPS = "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups";
    private static final String SAML_GROUPS_LINK = "http://schemas.microsoft.com/claims/groups.link";

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
        String name = path.get(0);
        if (member(List.of(NAMES, name)).exists()) {
            return Optional.of(pointer(List.of(NAMES, name)));
        }
        if (claimed.text()
                .filter(text -> member(List.of(SOURCES, text)).exists())
                .isPresent()) {
            return Optional.of(pointer(path));
        }
        if (claimed.exists()) {
            return Optional.empty();
        }
        if (name.equals(GroupsClaim.DEFAULT.value()) && saysTrue(member(List.of(HAS_GROUPS)))) {
            return Optional.of(pointer(List.of(HAS_GROUPS)));
        }
        boolean ofSaml = name.equals(SAML_GROUPS) || name.equals(GroupsClaim.DEFAULT.value());
        return ofSaml && member(List.of(SAML_GROUPS_LINK)).exists()
                ? Optional.of(pointer(List.of(SAML_GROUPS_LINK)))
                : Optional.empty();
    }

    private static boolean saysTrue(Member member) {
        return member.value().filter(Boolean.TRUE::equals).isPresent()
                || member.text().filter("true"::equals).isPresent();
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
            Optional<String> name = name(Member.of(element));
            if (name.isEmpty()) {
                return new ClaimedGroups.Unusable(
                        pointer + "/" + index, "must be a string or an object with a string 'value' or 'display'");
            }
            try {
                groups.add(new ExternalGroup(name.get()));
            } catch (InvalidValueException noGroup) {
                return new ClaimedGroups.Unusable(pointer + "/" + index, noGroup.rule());
            }
            index++;
        }
        return groups.size() > MAX_GROUPS
                ? new ClaimedGroups.Unusable(pointer, "must have at most " + MAX_GROUPS + " different groups")
                : new ClaimedGroups.Sent(groups);
    }

    private static Optional<String> name(Member element) {
        return element.text()
                .or(() -> element.step("value").text())
                .or(() -> element.step("display").text());
    }

    /**
     * Everything that could be a group. Values that are none, such as an empty string, are told by {@link #read}, and
     * only if they stand in the claim.
     */
    @Override
    public Optional<Set<ExternalGroup>> candidates() {
        Set<ExternalGroup> candidates = new HashSet<>();
        return collect(claims, 0, candidates) ? Optional.of(candidates) : Optional.empty();
    }

    private static boolean collect(Object value, int depth, Set<ExternalGroup> candidates) {
        if (value instanceof String text) {
            if (couldBeGroup(text)) {
                candidates.add(new ExternalGroup(text));
            }
            return candidates.size() <= MOST_CANDIDATES;
        }
        if (depth == DEEPEST_CANDIDATE) {
            return !(value instanceof Map || value instanceof List);
        }
        Iterable<?> children =
                value instanceof Map<?, ?> map ? map.values() : value instanceof List<?> list ? list : List.of();
        for (Object child : children) {
            if (!collect(child, depth + 1, candidates)) {
                return false;
            }
        }
        return true;
    }

    private static boolean couldBeGroup(String text) {
        try {
            new ExternalGroup(text);
            return true;
        } catch (InvalidValueException noGroup) {
            return false;
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

        Optional<String> text() {
            return value.filter(String.class::isInstance).map(String.class::cast);
        }
    }
}
