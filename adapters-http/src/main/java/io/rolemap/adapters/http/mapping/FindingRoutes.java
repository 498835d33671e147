package io.rolemap.adapters.http.mapping;

import io.rolemap.adapters.http.shared.edge.Answer;
import io.rolemap.adapters.http.shared.edge.Call;
import io.rolemap.adapters.http.shared.edge.Route;
import io.rolemap.application.Rolemap;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.mapping.ListMappingFindings;
import java.util.List;

/** The route of what is suspicious in a connection's set of mappings. */
final class FindingRoutes {

    private static final String ALL = "/orgs/{org_id}/identity-providers/{provider_id}/mapping-findings";

    private final ListMappingFindings list;

    private FindingRoutes(Rolemap rolemap) {
        list = rolemap.listMappingFindings();
    }

    static List<Route> of(Rolemap rolemap) {
        return List.of(Route.list(ALL, Permission.MAPPINGS_READ, new FindingRoutes(rolemap)::list));
    }

    private Answer list(Call call) {
        return list.list(call.actor(), call.org(), MappingRoutes.connection(call))
                .fold(
                        found -> Answer.streamed(200, FindingJson.list(found.findings(), found.complete())),
                        connectionNotFound -> {
                            throw Call.connectionNotFound();
                        },
                        denied -> {
                            throw Call.notPermitted();
                        });
    }
}
