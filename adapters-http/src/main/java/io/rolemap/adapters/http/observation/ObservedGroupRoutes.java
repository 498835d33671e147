package io.rolemap.adapters.http.observation;

import io.rolemap.adapters.http.shared.edge.Answer;
import io.rolemap.adapters.http.shared.edge.Call;
import io.rolemap.adapters.http.shared.edge.Following;
import io.rolemap.adapters.http.shared.edge.PageToken;
import io.rolemap.adapters.http.shared.edge.Query;
import io.rolemap.adapters.http.shared.edge.Route;
import io.rolemap.application.Rolemap;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.observation.ListObservedGroups;
import io.rolemap.domain.observation.ListObservedGroups.Found;
import io.rolemap.domain.observation.ObservedGroup;
import io.rolemap.domain.observation.ObservedGroupPage;
import io.rolemap.domain.observation.ObservedGroupPosition;
import io.rolemap.domain.observation.ObservedGroupQuery;
import io.rolemap.domain.shared.InvalidValueException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The route of the groups that people came with. */
public final class ObservedGroupRoutes {

    private static final String ALL = "/orgs/{org_id}/identity-providers/{provider_id}/observed-groups";

    private static final String LIMIT = "limit";
    private static final String MAPPED = "mapped";

    private final ListObservedGroups list;

    private ObservedGroupRoutes(ListObservedGroups list) {
        this.list = list;
    }

    /** The routes over the use cases of {@code rolemap}, which has observed groups. */
    public static List<Route> of(Rolemap rolemap) {
        ObservedGroupRoutes routes = new ObservedGroupRoutes(rolemap.listObservedGroups());
        return List.of(Route.list(ALL, Permission.MAPPINGS_READ, routes::list)
                .withParameters(LIMIT, PageToken.PARAMETER, MAPPED));
    }

    private Answer list(Call call) {
        Query parameters = call.query();
        ObservedGroupQuery all = ObservedGroupQuery.all(call.org(), call.id("provider_id", ConnectionId::new));
        ObservedGroupQuery query = parameters.truth(MAPPED).map(all::mapped).orElse(all);
        OptionalInt limit = parameters.integer(LIMIT, 1, ObservedGroupQuery.MAX_LIMIT);
        Optional<String> token = parameters.get(PageToken.PARAMETER);
        if (limit.isEmpty() && token.isPresent()) {
            throw Query.refused(PageToken.PARAMETER, "goes only with '" + LIMIT + "'");
        }
        return limit.isPresent() ? page(call, query.limit(limit.getAsInt()), token) : everything(call, query);
    }

    private Answer page(Call call, ObservedGroupQuery query, Optional<String> token) {
        Found found =
                read(call, token.map(text -> query.after(position(query, text))).orElse(query));
        Optional<String> next = found.page().next().map(position -> token(query, position));
        return answer(List.of(found.page().groups()).iterator(), found.observedSince(), next);
    }

    private Answer everything(Call call, ObservedGroupQuery query) {
        Found first = read(call, query);
        Iterator<List<ObservedGroup>> pages = new Following<>(
                first.page(),
                page -> page.next()
                        .map(position -> () -> read(call, query.after(position)).page()),
                ObservedGroupPage::groups);
        return answer(pages, first.observedSince(), Optional.empty());
    }

    private static Answer answer(
            Iterator<List<ObservedGroup>> pages, Optional<Instant> observedSince, Optional<String> next) {
        return Answer.streamed(200, ObservedGroupJson.list(pages, observedSince, next));
    }

    private Found read(Call call, ObservedGroupQuery query) {
        return list.list(call.actor(), query)
                .fold(
                        found -> found,
                        connectionNotFound -> {
                            throw Call.connectionNotFound();
                        },
                        denied -> {
                            throw Call.notPermitted();
                        });
    }

    private static String token(ObservedGroupQuery query, ObservedGroupPosition position) {
        return PageToken.encode(
                listOf(query), new PageToken.Position(position.firstSeen().toEpochMilli(), position.digest()));
    }

    private static ObservedGroupPosition position(ObservedGroupQuery query, String token) {
        PageToken.Position position = PageToken.decode(listOf(query), token);
        try {
            return new ObservedGroupPosition(Instant.ofEpochMilli(position.millis()), position.id());
        } catch (InvalidValueException inventedByWhoeverSentIt) {
            throw Query.refused(PageToken.PARAMETER, "must be the next_page_token of this list");
        }
    }

    /** What decides what is in the list. */
    private static List<String> listOf(ObservedGroupQuery query) {
        return List.of(
                "observed-groups",
                query.org().value(),
                query.connection().value(),
                query.mapped().map(Object::toString).orElse(""));
    }
}
