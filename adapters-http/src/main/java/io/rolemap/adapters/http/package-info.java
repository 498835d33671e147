/**
 * The wire contract over HTTP: the part of Rolemap that other programs talk to. {@code openapi.yaml}, which is served, says
 * what it is; this package says who serves it.
 *
 * <pre>
 *   request
 *      |
 *   Javalin          the Jetty below it, and a service's own before-handlers
 *      |
 *   edge             is there room? who asks, and may they? can the answer and the body have these
 *      |             types? are query, condition and body well-formed?             else a problem
 *   route            reads identifiers and values, all of them at once            else a problem
 *      |
 *   use case         io.rolemap.application: asks the authorizer, runs in a transaction
 *      |
 *   route            turns the outcome, whichever it is, into JSON or a problem
 *      |
 *   edge             status, header fields, bytes; never waits for a slow client, and asks the route
 *      |             for the next page of a long list when the client has taken the last
 *      |
 *   Javalin          a service's own after-handlers
 *      |
 *   answer
 * </pre>
 *
 * <p>Every answer outside 2xx is a problem document (RFC 9457) whose {@code instance} is in the log (logger
 * {@code io.rolemap.http}) beside its reason.
 *
 * <p>There are two ways to use it. <b>On a server of its own</b>, every guarantee of the contract holds, down to the framing
 * of requests and the time they may take:
 *
 * <pre>{@code
 * RolemapHttp http = RolemapHttp.over(rolemap).readiness(storage::isReachable).build();
 * HttpServer server = HttpServer.start(http, "127.0.0.1", 8080);
 * }</pre>
 *
 * <p><b>Mounted on a service's own Javalin</b>, the API is below a path that the service chooses, its callers are those that
 * the service knows, and nothing else of the service changes; {@link io.rolemap.adapters.http.RolemapHttp#mountOn} says what is
 * its Jetty's business there:
 *
 * <pre>{@code
 * RolemapHttp http = RolemapHttp.over(rolemap)
 *         .authenticator(Authenticator.challenging(
 *                 "Session realm=\"portal\"",
 *                 request -> Optional.ofNullable(request.<String>sessionAttribute("user")).map(Actor::named)))
 *         .build();
 * Javalin.create(config -> {
 *     config.routes.get("/", ctx -> ctx.html("Welcome"));
 *     http.mountOn(config, "/iam");
 * }).start(8080);
 * }</pre>
 *
 * <p>Mounting reaches into Javalin further than its handlers do, and is tested with the version that this artifact asks for;
 * bring the same one. On the module path this is an automatic module, {@code io.rolemap.adapters.http}, that needs
 * {@code --add-modules ALL-MODULE-PATH}, and for {@code mountOn} access to packages that Javalin doesn't export; on the
 * class path nothing is needed.
 *
 * <p>Of the packages below this one nothing is meant for services that embed Rolemap.
 */
package io.rolemap.adapters.http;
