package io.rolemap.adapters.http.mapping;

import io.rolemap.adapters.http.shared.edge.Call;
import io.rolemap.adapters.http.shared.edge.Following;
import io.rolemap.adapters.http.shared.problem.ProblemException;
import io.rolemap.adapters.http.shared.problem.ProblemType;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.ListGroupRoleMappings;
import io.rolemap.domain.mapping.MappingPage;
import io.rolemap.domain.mapping.MappingQuery;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The pages of a list, as one caller may see them. Each is read when it is asked for. */
final class MappingPages {

    private final ListGroupRoleMappings list;
    private final Actor actor;
    private final MappingQuery query;

    MappingPages(ListGroupRoleMappings list, Actor actor, MappingQuery query) {
        this.list = list;
        this.actor = actor;
        this.query = query;
    }

    /**
     * The first page.
     *
     * @throws io.rolemap.adapters.http.shared.problem.ProblemException when there is no such connection, or the caller may
     *     not see its mappings
     */
    MappingPage first() {
        return read(query);
    }

    /** A page, and all that follow it. Throws what {@link #first} does, should that become true on the way. */
    Iterator<List<GroupRoleMapping>> from(MappingPage page) {
        return new Following<>(
                page, read -> read.next().map(position -> () -> read(query.after(position))), MappingPage::mappings);
    }

    private MappingPage read(MappingQuery page) {
        return list.list(actor, page)
                .fold(
                        found -> found.page(),
                        connectionNotFound -> {
                            throw Call.connectionNotFound();
                        },
                        notObserved -> {
                            throw notObserved(page, notObserved.since());
                        },
                        denied -> {
                            throw Call.notPermitted();
                        });
    }

    private static ProblemException notObserved(MappingQuery query, Optional<Instant> since) {
        boolean isToCome = query.unusedSince()
                .flatMap(moment -> since.filter(start -> !start.isAfter(moment)))
                .isPresent();
        return new ProblemException(
                ProblemType.GROUPS_NOT_OBSERVED,
                isToCome
                        ? "That moment is yet to come: nobody knows which mappings will be unused."
                        : since.map(moment ->
                                        "The groups of this connection are observed only since " + moment.toEpochMilli()
                                                + ": which mappings were used before that nobody knows.")
                                .orElse(
                                        "The groups of this connection are not observed: nobody knows which mappings are used."));
    }
}
