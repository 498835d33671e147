package io.rolemap.adapters.http.access;

import io.rolemap.adapters.http.shared.edge.Answer;
import io.rolemap.adapters.http.shared.edge.Call;
import io.rolemap.adapters.http.shared.edge.Route;
import io.rolemap.adapters.http.shared.json.InvalidBodyException.Violation;
import io.rolemap.adapters.http.shared.problem.Problem;
import io.rolemap.adapters.http.shared.problem.ProblemException;
import io.rolemap.adapters.http.shared.problem.ProblemType;
import io.rolemap.application.Rolemap;
import io.rolemap.domain.access.IssueApiKey;
import io.rolemap.domain.access.IssueApiKey.Issued;
import io.rolemap.domain.access.KeyId;
import io.rolemap.domain.access.ListApiKeys;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.access.RevokeApiKey;
import java.util.List;

/** The routes of API keys. */
public final class ApiKeyRoutes {

    private static final String ALL = "/orgs/{org_id}/api-keys";
    private static final String ONE = ALL + "/{key_id}";

    private final IssueApiKey issue;
    private final ListApiKeys list;
    private final RevokeApiKey revoke;

    private ApiKeyRoutes(Rolemap rolemap) {
        issue = rolemap.issueApiKey();
        list = rolemap.listApiKeys();
        revoke = rolemap.revokeApiKey();
    }

    /** The routes over the use cases of {@code rolemap}, which must have API keys. */
    public static List<Route> of(Rolemap rolemap) {
        ApiKeyRoutes routes = new ApiKeyRoutes(rolemap);
        return List.of(
                Route.post(ALL, Permission.KEYS_WRITE, routes::issue),
                Route.list(ALL, Permission.KEYS_WRITE, routes::list),
                Route.delete(ONE, Permission.KEYS_WRITE, routes::revoke));
    }

    private Answer issue(Call call) {
        return issue.issue(call.actor(), ApiKeyJson.command(call::existingOrg, call.body()))
                .fold(
                        ApiKeyRoutes::issued,
                        inThePast -> {
                            throw new ProblemException(
                                    Problem.invalid(List.of(new Violation("/expires_at", "must be in the future"))));
                        },
                        denied -> {
                            throw Call.notPermitted();
                        });
    }

    private Answer list(Call call) {
        return list.list(call.actor(), call.existingOrg())
                .fold(found -> Answer.ok(json -> ApiKeyJson.write(json, found.keys())), denied -> {
                    throw Call.notPermitted();
                });
    }

    private Answer revoke(Call call) {
        return revoke.revoke(call.actor(), call.org(), call.id("key_id", KeyId::new))
                .fold(
                        revoked -> Answer.noContent(),
                        notFound -> {
                            throw new ProblemException(
                                    ProblemType.API_KEY_NOT_FOUND, "This organisation has no such API key.");
                        },
                        denied -> {
                            throw Call.notPermitted();
                        });
    }

    private static Answer issued(Issued issued) {
        String location =
                "/orgs/" + issued.key().org() + "/api-keys/" + issued.key().id();
        return Answer.created(location, json -> ApiKeyJson.write(json, issued.key(), issued.secret()));
    }
}
