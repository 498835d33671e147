package io.rolemap.adapters.http.resolution;

import io.rolemap.adapters.http.mapping.WantedMappingsJson;
import io.rolemap.adapters.http.shared.edge.Answer;
import io.rolemap.adapters.http.shared.edge.Call;
import io.rolemap.adapters.http.shared.edge.Route;
import io.rolemap.adapters.http.shared.json.JsonStream;
import io.rolemap.adapters.http.shared.json.Members;
import io.rolemap.adapters.http.shared.json.Values;
import io.rolemap.adapters.http.shared.problem.ProblemException;
import io.rolemap.application.Rolemap;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.mapping.WantedMappings;
import io.rolemap.domain.resolution.ConnectionReference;
import io.rolemap.domain.resolution.GroupSource;
import io.rolemap.domain.resolution.PredictMappingImpact;
import io.rolemap.domain.resolution.ResolveRoles;
import io.rolemap.domain.resolution.ResolveRolesOfPeople;
import io.rolemap.domain.shared.InvalidValueException;
import java.util.List;
import java.util.Optional;

/** The routes that tell which roles people get, and would get. */
public final class ResolutionRoutes {

    private static final String CONNECTION = "/orgs/{org_id}/identity-providers/{provider_id}";
    /** The answers about people with hundreds of groups are shorter: nobody who signs in waits for lists that others read. */
    private static final int USUALLY_MOST = 256 * 1024;

    private static final String EXPLAIN = "explain";
    private static final String PROVIDER_ID = "provider_id";
    private static final String PROVIDER_KEY = "provider_key";

    private final ResolveRoles resolve;
    private final ResolveRolesOfPeople resolveMany;
    private final PredictMappingImpact predict;

    private ResolutionRoutes(Rolemap rolemap) {
        resolve = rolemap.resolveRoles();
        resolveMany = rolemap.resolveRolesOfPeople();
        predict = rolemap.predictMappingImpact();
    }

    /** The routes over the use cases of {@code rolemap}. */
    public static List<Route> of(Rolemap rolemap) {
        ResolutionRoutes routes = new ResolutionRoutes(rolemap);
        return List.of(
                Route.post(CONNECTION + "/resolve-roles", Permission.ROLES_RESOLVE, routes::resolveByPath)
                        .withParameters(EXPLAIN)
                        .withLargeBody(),
                Route.post("/orgs/{org_id}/resolve-roles", Permission.ROLES_RESOLVE, routes::resolveByBody)
                        .withParameters(EXPLAIN)
                        .withLargeBody(),
                Route.post(CONNECTION + "/mapping-impact", Permission.ROLES_RESOLVE, routes::predict)
                        .alsoNeeding(Permission.MAPPINGS_READ)
                        .withParameters()
                        .withLargeBody());
    }

    private Answer resolveByPath(Call call) {
        boolean explained = isExplained(call);
        Members members = Members.of(call.body());
        Question question = Question.read(members);
        members.check();
        ConnectionReference connection = new ConnectionReference.ById(call.id(PROVIDER_ID, ConnectionId::new));
        return resolve(call, connection, question, explained);
    }

    private Answer resolveByBody(Call call) {
        boolean explained = isExplained(call);
        Members members = Members.of(call.body());
        Optional<String> member = members.exactlyOneOf(PROVIDER_KEY, PROVIDER_ID);
        Optional<String> name = member.flatMap(known -> members.required(known, Values::string));
        Question question = Question.read(members);
        members.check();
        return resolve(call, reference(member.orElseThrow(), name.orElseThrow()), question, explained);
    }

    private static boolean isExplained(Call call) {
        return call.query().truth(EXPLAIN).orElse(true);
    }

    /** What is no id or key is treated as one that nobody has, as in a path. */
    private static ConnectionReference reference(String member, String name) {
        try {
            return member.equals(PROVIDER_KEY)
                    ? new ConnectionReference.ByKey(new ProviderKey(name))
                    : new ConnectionReference.ById(new ConnectionId(name));
        } catch (InvalidValueException nobodyHasIt) {
            throw Call.connectionNotFound();
        }
    }

    private Answer resolve(Call call, ConnectionReference connection, Question question, boolean explained) {
        return question.people()
                .map(people -> resolveMany(call, connection, people, question.assumed(), explained))
                .orElseGet(() ->
                        resolveOne(call, connection, question.person().orElseThrow(), question.assumed(), explained));
    }

    private Answer resolveOne(
            Call call,
            ConnectionReference connection,
            GroupSource person,
            Optional<WantedMappings> assumed,
            boolean explained) {
        return resolve.resolve(call.actor(), new ResolveRoles.Query(call.org(), connection, person, assumed, explained))
                .fold(
                        resolved -> answer(ResolutionJson.one(resolved.resolution(), explained)),
                        overage -> {
                            throw new ProblemException(ResolutionJson.overage("/claims", overage.pointer()));
                        },
                        unusable -> {
                            throw new ProblemException(
                                    ResolutionJson.unusable("/claims", unusable.pointer(), unusable.rule()));
                        },
                        connectionNotFound -> {
                            throw Call.connectionNotFound();
                        },
                        denied -> {
                            throw Call.notPermitted();
                        });
    }

    private Answer resolveMany(
            Call call,
            ConnectionReference connection,
            AskedPeople people,
            Optional<WantedMappings> assumed,
            boolean explained) {
        return resolveMany
                .resolve(
                        call.actor(),
                        new ResolveRolesOfPeople.Query(call.org(), connection, people.people(), assumed, explained))
                .fold(
                        resolved -> answer(ResolutionJson.many(resolved.people(), people, explained)),
                        connectionNotFound -> {
                            throw Call.connectionNotFound();
                        },
                        denied -> {
                            throw Call.notPermitted();
                        });
    }

    private Answer predict(Call call) {
        Members members = Members.of(call.body());
        Optional<WantedMappings> wanted = WantedMappingsJson.read(members);
        Optional<AskedPeople> people = Question.people(members);
        members.check();
        return predict.predict(
                        call.actor(),
                        new PredictMappingImpact.Query(
                                call.org(),
                                call.id(PROVIDER_ID, ConnectionId::new),
                                wanted.orElseThrow(),
                                people.orElseThrow().people()))
                .fold(
                        predicted -> answer(ResolutionJson.impact(predicted, people.orElseThrow())),
                        connectionNotFound -> {
                            throw Call.connectionNotFound();
                        },
                        denied -> {
                            throw Call.notPermitted();
                        });
    }

    private static Answer answer(JsonStream json) {
        return Answer.streamed(200, json).wholeUpTo(USUALLY_MOST);
    }
}
