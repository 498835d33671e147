package io.rolemap.adapters.http.mapping;

import io.rolemap.adapters.http.shared.edge.Answer;
import io.rolemap.adapters.http.shared.edge.Call;
import io.rolemap.adapters.http.shared.edge.EntityTag;
import io.rolemap.adapters.http.shared.edge.PageToken;
import io.rolemap.adapters.http.shared.edge.Query;
import io.rolemap.adapters.http.shared.edge.Route;
import io.rolemap.application.Rolemap;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GetMappingSetVersion;
import io.rolemap.domain.mapping.ListGroupRoleMappings;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.mapping.MappingPage;
import io.rolemap.domain.mapping.MappingPosition;
import io.rolemap.domain.mapping.MappingQuery;
import io.rolemap.domain.mapping.MappingSetVersion;
import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.RoleId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The route of the list of a connection's mappings. */
final class MappingListRoutes {

    private static final String LIMIT = "limit";
    private static final String GROUP = "external_group";
    private static final String ROLE = "role_id";
    private static final String UNUSED_SINCE = "unused_since";

    private final ListGroupRoleMappings list;
    private final GetMappingSetVersion version;

    private MappingListRoutes(Rolemap rolemap) {
        list = rolemap.listGroupRoleMappings();
        version = rolemap.getMappingSetVersion();
    }

    static List<Route> of(Rolemap rolemap) {
        return List.of(Route.list(MappingRoutes.ALL, Permission.MAPPINGS_READ, new MappingListRoutes(rolemap)::list)
                .withParameters(LIMIT, PageToken.PARAMETER, GROUP, ROLE, UNUSED_SINCE));
    }

    private Answer list(Call call) {
        Query parameters = call.query();
        MappingQuery query = filtered(call);
        OptionalInt limit = parameters.integer(LIMIT, 1, MappingQuery.MAX_LIMIT);
        Optional<String> token = parameters.get(PageToken.PARAMETER);
        if (limit.isPresent()) {
            MappingQuery page = query.limit(limit.getAsInt());
            return page(
                    call, token.map(text -> page.after(position(page, text))).orElse(page));
        }
        if (token.isPresent()) {
            throw Query.refused(PageToken.PARAMETER, "goes only with '" + LIMIT + "'");
        }
        return everything(call, query);
    }

    private static MappingQuery filtered(Call call) {
        MappingQuery query = MappingQuery.all(call.org(), MappingRoutes.connection(call));
        Optional<ExternalGroup> group = call.query().get(GROUP, ExternalGroup::new);
        Optional<RoleId> role = call.query().get(ROLE, RoleId::parse);
        MappingQuery ofGroup = group.map(query::ofGroup).orElse(query);
        MappingQuery ofRole = role.map(ofGroup::ofRole).orElse(ofGroup);
        return call.query().moment(UNUSED_SINCE).map(ofRole::unusedSince).orElse(ofRole);
    }

    private Answer page(Call call, MappingQuery query) {
        MappingPage page = new MappingPages(list, call.actor(), query).first();
        Optional<String> next = page.next().map(position -> token(query, position));
        return Answer.ok(json -> MappingJson.write(json, page.mappings(), next));
    }

    private Answer everything(Call call, MappingQuery query) {
        boolean whole = query.externalGroup().isEmpty()
                && query.role().isEmpty()
                && query.unusedSince().isEmpty();
        MappingPages pages = new MappingPages(list, call.actor(), query);
        MappingPage first = pages.first();
        if (first.next().isEmpty()) {
            Answer answer = Answer.ok(json -> MappingJson.write(json, first.mappings(), Optional.empty()));
            return whole ? answer.withTag(tag(MappingSetVersion.of(first.mappings()))) : answer;
        }
        if (!whole) {
            return Answer.streamed(200, MappingJson.list(pages.from(first)));
        }
        // The tag first, then what it is the tag of. If the set changes in between, the tag is that of an older one:
        // a replacement is refused that would undo what its sender has not seen.
        EntityTag tag = tag(version(call, query));
        return Answer.streamed(200, MappingJson.list(pages.from(pages.first()))).withTag(tag);
    }

    private MappingSetVersion version(Call call, MappingQuery query) {
        return version.version(call.actor(), query.org(), query.connection())
                .fold(
                        found -> found.version(),
                        connectionNotFound -> {
                            throw Call.connectionNotFound();
                        },
                        denied -> {
                            throw Call.notPermitted();
                        });
    }

    /** The entity tag of a set, which is also that of the list without filters. */
    static EntityTag tag(MappingSetVersion version) {
        return EntityTag.of(version.value());
    }

    private static String token(MappingQuery query, MappingPosition position) {
        return PageToken.encode(
                listOf(query),
                new PageToken.Position(
                        position.createdAt().toEpochMilli(), position.id().value()));
    }

    private static MappingPosition position(MappingQuery query, String token) {
        PageToken.Position position = PageToken.decode(listOf(query), token);
        try {
            return new MappingPosition(Instant.ofEpochMilli(position.millis()), new MappingId(position.id()));
        } catch (InvalidValueException inventedByWhoeverSentIt) {
            throw Query.refused(PageToken.PARAMETER, "must be the next_page_token of this list");
        }
    }

    /** What decides what is in the list; groups are never empty. */
    private static List<String> listOf(MappingQuery query) {
        return List.of(
                "group-mappings",
                query.org().value(),
                query.connection().value(),
                query.externalGroup().map(ExternalGroup::value).orElse(""),
                query.role().map(RoleId::toString).orElse(""),
                query.unusedSince().map(Instant::toString).orElse(""));
    }
}
