package io.rolemap.testkit;

import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.MappingPage;
import io.rolemap.domain.mapping.MappingPosition;
import io.rolemap.domain.mapping.MappingQuery;
import io.rolemap.domain.observation.ObservedGroup;
import io.rolemap.domain.observation.ObservedGroupPage;
import io.rolemap.domain.observation.ObservedGroupPosition;
import io.rolemap.domain.observation.ObservedGroupQuery;
import io.rolemap.domain.observation.ObservedGroupRepository;
import io.rolemap.domain.shared.OrgId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads lists of mappings and of observed groups to their end, page by page. Without state; safe for use by many threads. */
public final class Pages {

    private Pages() {}

    /**
     * {@return all mappings of a connection in the order of the list; empty when the organisation has no such
     * connection} Where mappings are created or removed meanwhile, these are the ones that each page found.
     *
     * @param mappings where they are kept
     * @param org the organisation of the connection
     * @param connection the connection
     * @throws AssertionError when the list does not go forward
     */
    public static Optional<List<GroupRoleMapping>> all(
            GroupRoleMappingRepository mappings, OrgId org, ConnectionId connection) {
        return all(mappings, MappingQuery.all(org, connection));
    }

    /**
     * {@return all mappings that a query asks for, from its place on and in as many pages as its limit takes; empty when
     * the organisation has no such connection}
     *
     * @param mappings where they are kept
     * @param query which mappings, and how many at once
     * @throws AssertionError when the list does not go forward
     */
    public static Optional<List<GroupRoleMapping>> all(GroupRoleMappingRepository mappings, MappingQuery query) {
        Optional<MappingPage> first = mappings.list(query);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        List<GroupRoleMapping> all = new ArrayList<>(first.get().mappings());
        Optional<MappingPosition> next = first.get().next();
        while (next.isPresent()) {
            MappingPosition place = next.get();
            MappingPage page = mappings.list(query.after(place))
                    .orElseThrow(() -> new AssertionError("The connection was removed while its mappings were read"));
            all.addAll(page.mappings());
            next = page.next();
            if (next.isPresent() && next.get().compareTo(place) <= 0) {
                throw new AssertionError("After " + place + " the list goes on from " + next.get());
            }
        }
        return Optional.of(all);
    }

    /**
     * {@return all observed groups that a query asks for, from its place on and in as many pages as its limit takes}
     *
     * @param observed where they are kept
     * @param query which groups, and how many at once
     * @throws AssertionError when the list does not go forward
     */
    public static List<ObservedGroup> all(ObservedGroupRepository observed, ObservedGroupQuery query) {
        ObservedGroupPage page = observed.list(query);
        List<ObservedGroup> all = new ArrayList<>(page.groups());
        Optional<ObservedGroupPosition> next = page.next();
        while (next.isPresent()) {
            ObservedGroupPosition place = next.get();
            page = observed.list(query.after(place));
            all.addAll(page.groups());
            next = page.next();
            if (next.isPresent() && next.get().compareTo(place) <= 0) {
                throw new AssertionError("After " + place + " the list goes on from " + next.get());
            }
        }
        return all;
    }
}
