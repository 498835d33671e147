package io.rolemap.adapters.http.mapping;

import io.rolemap.adapters.http.shared.edge.Call;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.ListGroupRoleMappings;
import io.rolemap.domain.mapping.MappingPage;
import io.rolemap.domain.mapping.MappingPosition;
import io.rolemap.domain.mapping.MappingQuery;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
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
        return new Following(page);
    }

    private MappingPage read(MappingQuery page) {
        return list.list(actor, page)
                .fold(
                        found -> found.page(),
                        connectionNotFound -> {
                            throw Call.connectionNotFound();
                        },
                        notObserved -> {
                            throw Call.notPermitted();
                        },
                        denied -> {
                            throw Call.notPermitted();
                        });
    }

    private final class Following implements Iterator<List<GroupRoleMapping>> {
        private Optional<MappingPage> read;
        private Optional<MappingPosition> next;

        Following(MappingPage first) {
            read = Optional.of(first);
            next = first.next();
        }

        @Override
        public boolean hasNext() {
            return read.isPresent() || next.isPresent();
        }

        @Override
        public List<GroupRoleMapping> next() {
            MappingPage page = read.orElseGet(() -> read(query.after(next.orElseThrow(NoSuchElementException::new))));
            read = Optional.empty();
            next = page.next();
            return page.mappings();
        }
    }
}
