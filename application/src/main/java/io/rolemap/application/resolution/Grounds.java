package io.rolemap.application.resolution;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.resolution.ClaimedGroups;
import io.rolemap.domain.resolution.Outcome;
import io.rolemap.domain.resolution.RoleResolver;
import java.util.List;
import java.util.Set;

/**
 * What an answer about one or many people is made of.
 *
 * @param connection the connection they come through
 * @param resolver for its mappings, or those that it is assumed to have
 * @param groups what is said about each one's groups, in the order of the question
 */
record Grounds(Connection connection, RoleResolver resolver, List<ClaimedGroups> groups) {

    /** What comes of each one's groups, in the same order. */
    List<Outcome> outcomes(boolean explained) {
        return groups.stream()
                .map(claimed -> outcome(resolver, claimed, explained))
                .toList();
    }

    /** The same by another set of mappings, without an explanation. */
    List<Outcome> outcomesBy(RoleResolver other) {
        return groups.stream().map(claimed -> outcome(other, claimed, false)).toList();
    }

    private static Outcome outcome(RoleResolver resolver, ClaimedGroups claimed, boolean explained) {
        return claimed.fold(
                sent -> new Outcome.Resolved(
                        explained ? resolver.explain(sent.groups()) : resolver.resolve(sent.groups())),
                absent -> new Outcome.Resolved(resolver.withoutClaim()),
                overage -> new Outcome.GroupsOverage(overage.pointer()),
                unusable -> new Outcome.UnusableClaims(unusable.pointer(), unusable.rule()));
    }

    /** The groups that are known; none where they can't be told. */
    static Set<ExternalGroup> known(ClaimedGroups claimed) {
        return claimed.fold(ClaimedGroups.Sent::groups, absent -> Set.of(), overage -> Set.of(), unusable -> Set.of());
    }
}
