package io.rolemap.architecture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What each rule finds in the fixture that breaks it: every line, without the number of the source line, which depends
 * on the compiler. The fixture's base package is written {@code ~}.
 */
final class ExpectedViolations {

    private static final Map<String, String> BY_RULE = new LinkedHashMap<>();

    static {
        BY_RULE.put("every-class-belongs-to-a-layer", """
                Class <~.Helper> is in no layer in (Helper.java)
                Class <~.adapters.mail.Mailer> is in no layer in (Mailer.java)
                Class <~.domains.NearMiss> is in no layer in (NearMiss.java)
                Class <~.util.Texts> is in no layer in (Texts.java)
                """);
        BY_RULE.put("no-layer-is-empty", """
                Layer 'adapters.jdbc' is empty: there is no class in <~.adapters.jdbc> or below it
                Layer 'application' is empty: there is no class in <~.application> or below it (where there is none, say withoutApplicationLayer())
                """);
        BY_RULE.put("dependencies-point-inward", """
                Constructor <~.domain.Mapping.<init>(~.adapters.jdbc.Row)> has parameter of type <~.adapters.jdbc.Row> in (Mapping.java)
                Field <~.domain.Mapping.row> has type <~.adapters.jdbc.Row> in (Mapping.java)
                Method <~.adapters.http.Answers.port()> gets field <~.bootstrap.Settings.PORTS> in (Answers.java)
                Method <~.application.CreateMapping.answers()> has generic return type <java.util.List<~.adapters.http.Answers>> with type argument depending on <~.adapters.http.Answers> in (CreateMapping.java)
                Method <~.domain.Mapping.check()> calls constructor <~.application.MappingFailedException.<init>()> in (Mapping.java)
                Method <~.domain.Mapping.check()> throws type <~.application.MappingFailedException> in (Mapping.java)
                """);
        BY_RULE.put("adapters-do-not-know-each-other", """
                Class <~.adapters.jdbc.mapping.MappingRows> implements interface <~.adapters.http.Status> in (MappingRows.java)
                Constructor <~.adapters.http.Routes.<init>()> references constructor <~.adapters.jdbc.Rows.<init>()> in (Routes.java)
                """);
        BY_RULE.put("only-bootstrap-wires", """
                Constructor <~.adapters.http.Server.<init>()> calls method <~.application.Hexagon.create()> in (Server.java)
                Constructor <~.adapters.http.Server.<init>()> references constructor <~.application.Hexagon.<init>()> in (Server.java)
                Method <~.adapters.http.Reports.both()> calls constructor <~.application.Report$Late.<init>(java.util.function.Supplier)> in (Reports.java)
                Method <~.adapters.http.Reports.both()> calls constructor <~.application.Report.<init>(java.lang.String, java.util.List)> in (Reports.java)
                Method <~.adapters.http.Server.main([Ljava.lang.String;)> starts a program in (Server.java)
                Method <~.adapters.jdbc.Dialects.all()> calls method <java.util.ServiceLoader.load(java.lang.Class)> in (Dialects.java)
                Method <~.adapters.jdbc.Storage.others()> calls method <~.application.MappingServices.over(~.domain.Mappings)> in (Storage.java)
                Method <~.adapters.jdbc.Storage.services()> calls constructor <~.application.MappingServices.<init>(~.domain.Mappings)> in (Storage.java)
                """);
        BY_RULE.put("features-have-no-cycles", """
                Cycle: connection -> mapping -> connection
                  connection -> mapping
                    Method <~.application.connection.DeleteConnection.deletes(~.domain.mapping.Mapping)> has parameter of type <~.domain.mapping.Mapping> in (DeleteConnection.java)
                  mapping -> connection
                    Constructor <~.domain.mapping.Mapping.<init>(~.domain.connection.Connection)> has parameter of type <~.domain.connection.Connection> in (Mapping.java)
                    Field <~.domain.mapping.Mapping.connection> has type <~.domain.connection.Connection> in (Mapping.java)
                    Method <~.domain.mapping.Mapping.connection()> has return type <~.domain.connection.Connection> in (Mapping.java)
                """);
        BY_RULE.put("domain-is-plain-java", """
                Constructor <~.domain.Mapping.<init>(java.sql.Timestamp)> has parameter of type <java.sql.Timestamp> in (Mapping.java)
                Field <~.domain.Mapping.createdAt> has type <java.sql.Timestamp> in (Mapping.java)
                Method <~.domain.Mapping.createdAt()> has return type <java.sql.Timestamp> in (Mapping.java)
                Method <~.domain.Mapping.log()> calls method <java.util.logging.Logger.getLogger(java.lang.String)> in (Mapping.java)
                Method <~.domain.Mapping.log()> calls method <java.util.logging.Logger.info(java.lang.String)> in (Mapping.java)
                Method <~.domain.Mapping.write(com.fasterxml.jackson.core.JsonGenerator)> calls method <com.fasterxml.jackson.core.JsonGenerator.writeNumber(long)> in (Mapping.java)
                Method <~.domain.Mapping.write(com.fasterxml.jackson.core.JsonGenerator)> calls method <java.sql.Timestamp.getTime()> in (Mapping.java)
                Method <~.domain.Mapping.write(com.fasterxml.jackson.core.JsonGenerator)> has parameter of type <com.fasterxml.jackson.core.JsonGenerator> in (Mapping.java)
                Method <~.domain.Mapping.write(com.fasterxml.jackson.core.JsonGenerator)> throws type <java.io.IOException> in (Mapping.java)
                Method <~.domain.Names.none()> calls method <~.util.Texts.none()> in (Names.java)
                """);
        BY_RULE.put("application-is-plain-java", """
                Field <~.application.CreateMapping.LOG> has type <org.slf4j.Logger> in (CreateMapping.java)
                Method <~.application.CreateMapping.create(~.domain.Mapping, [Ljava.nio.file.Path;)> calls method <org.slf4j.Logger.info(java.lang.String, java.lang.Object, java.lang.Object)> in (CreateMapping.java)
                Method <~.application.CreateMapping.create(~.domain.Mapping, [Ljava.nio.file.Path;)> depends on component type <java.nio.file.Path> in (CreateMapping.java)
                Method <~.application.CreateMapping.create(~.domain.Mapping, [Ljava.nio.file.Path;)> has parameter of type <[Ljava.nio.file.Path;> in (CreateMapping.java)
                Static Initializer <~.application.CreateMapping.<clinit>()> calls method <org.slf4j.LoggerFactory.getLogger(java.lang.Class)> in (CreateMapping.java)
                """);
        BY_RULE.put("technology-stays-in-its-adapter", """
                Method <~.adapters.http.Routes.registerAt(com.sun.net.httpserver.HttpServer)> throws type <java.sql.SQLException> in (Routes.java)
                Method <~.adapters.jdbc.Rows.connection(com.sun.net.httpserver.HttpExchange)> has parameter of type <com.sun.net.httpserver.HttpExchange> in (Rows.java)
                Method <~.bootstrap.Wiring.connection(javax.sql.DataSource)> has return type <java.sql.Connection> in (Wiring.java)
                Method <~.bootstrap.Wiring.connection(javax.sql.DataSource)> throws type <java.sql.SQLException> in (Wiring.java)
                Method <~.bootstrap.Wiring.server()> has return type <com.sun.net.httpserver.HttpServer> in (Wiring.java)
                """);
        BY_RULE.put("public-types-are-a-listed-few", """
                Class <~.adapters.http.Routes> is public and not listed in (Routes.java)
                Class <~.adapters.jdbc.Row> is public and not listed in (Row.java)
                """);
        BY_RULE.put("classes-are-final", """
                Class <~.domain.Mapping$1Local> is not final in (Mapping.java)
                Class <~.domain.Mapping$Builder> is not final in (Mapping.java)
                Class <~.domain.Mapping$Inner> is not final in (Mapping.java)
                Class <~.domain.Mapping> is not final in (Mapping.java)
                """);
        BY_RULE.put("static-means-final", """
                Field <~.domain.Mapping.created> is static and not final in (Mapping.java)
                Field <~.domain.Mapping.last> is static and not final in (Mapping.java)
                """);
        BY_RULE.put("no-field-is-injected", """
                Field <~.adapters.http.Routes.mappings> is filled by @Inject in (Routes.java)
                """);
        BY_RULE.put("time-is-handed-over", """
                Constructor <~.application.CreateMapping.<init>()> references method <java.time.Instant.now()> in (CreateMapping.java)
                Method <~.application.CreateMapping.now()> calls constructor <java.util.Date.<init>()> in (CreateMapping.java)
                Method <~.application.CreateMapping.now()> calls method <java.lang.System.currentTimeMillis()> in (CreateMapping.java)
                Method <~.application.CreateMapping.now()> calls method <java.lang.System.nanoTime()> in (CreateMapping.java)
                Method <~.application.CreateMapping.now()> calls method <java.time.Clock.systemUTC()> in (CreateMapping.java)
                Method <~.application.CreateMapping.now()> calls method <java.time.Instant.now()> in (CreateMapping.java)
                Method <~.application.CreateMapping.now()> calls method <java.time.InstantSource.system()> in (CreateMapping.java)
                Method <~.application.CreateMapping.now()> calls method <java.time.LocalDate.now(java.time.ZoneId)> in (CreateMapping.java)
                Method <~.application.CreateMapping.now()> calls method <java.time.ZoneId.systemDefault()> in (CreateMapping.java)
                Method <~.application.CreateMapping.now()> calls method <java.util.Calendar.getInstance()> in (CreateMapping.java)
                """);
        BY_RULE.put("randomness-is-handed-over", """
                Constructor <~.application.MakeId.<init>()> references method <java.util.UUID.randomUUID()> in (MakeId.java)
                Method <~.application.MakeId.random(java.util.List)> calls constructor <java.security.SecureRandom.<init>()> in (MakeId.java)
                Method <~.application.MakeId.random(java.util.List)> calls constructor <java.util.Random.<init>()> in (MakeId.java)
                Method <~.application.MakeId.random(java.util.List)> calls constructor <java.util.SplittableRandom.<init>()> in (MakeId.java)
                Method <~.application.MakeId.random(java.util.List)> calls method <java.lang.Math.random()> in (MakeId.java)
                Method <~.application.MakeId.random(java.util.List)> calls method <java.util.Collections.shuffle(java.util.List)> in (MakeId.java)
                Method <~.application.MakeId.random(java.util.List)> calls method <java.util.UUID.randomUUID()> in (MakeId.java)
                Method <~.application.MakeId.random(java.util.List)> calls method <java.util.concurrent.ThreadLocalRandom.current()> in (MakeId.java)
                Method <~.application.MakeId.random(java.util.List)> calls method <java.util.random.RandomGenerator.getDefault()> in (MakeId.java)
                Method <~.application.MakeId.random(java.util.List)> calls method <java.util.random.RandomGeneratorFactory.create()> in (MakeId.java)
                """);
        BY_RULE.put("only-the-command-line-prints", """
                Method <~.adapters.http.Routes.fail(java.lang.Exception)> calls method <java.lang.Exception.printStackTrace()> in (Routes.java)
                Method <~.adapters.http.Routes.post(java.util.List)> gets field <java.lang.System.err> in (Routes.java)
                Method <~.adapters.http.Routes.post(java.util.List)> gets field <java.lang.System.out> in (Routes.java)
                Method <~.bootstrap.Wiring.input()> calls method <java.lang.System.console()> in (Wiring.java)
                Method <~.bootstrap.Wiring.input()> gets field <java.lang.System.in> in (Wiring.java)
                """);
        BY_RULE.put("no-thread-locals", """
                Class <~.adapters.jdbc.Sessions$Inherited> extends class <java.lang.InheritableThreadLocal> in (Sessions.java)
                Constructor <~.adapters.jdbc.Sessions$Inherited.<init>()> calls constructor <java.lang.InheritableThreadLocal.<init>()> in (Sessions.java)
                Field <~.adapters.jdbc.Sessions.CURRENT> has type <java.lang.ThreadLocal> in (Sessions.java)
                Method <~.adapters.jdbc.Sessions.current()> references method <java.lang.ThreadLocal.get()> in (Sessions.java)
                Static Initializer <~.adapters.jdbc.Sessions.<clinit>()> calls constructor <java.lang.ThreadLocal.<init>()> in (Sessions.java)
                """);
        BY_RULE.put("wire-types-stay-in-their-adapter", """
                Class <~.application.CreateMapping$CreateRequest> has the name of a message ('Request') in (CreateMapping.java)
                Class <~.application.CreateMapping$CreateResponse> has the name of a message ('Response') in (CreateMapping.java)
                Class <~.domain.MappingDto> has the name of a message ('Dto') in (MappingDto.java)
                """);
        BY_RULE.put("domain-types-are-never-serialised", """
                Class <~.domain.Mapping> is serialisable in (Mapping.java)
                Method <~.adapters.http.Answers.read(io.javalin.json.JsonMapper)> gives an object mapper the class <~.domain.Mapping> in (Answers.java)
                Method <~.adapters.http.Answers.write(io.javalin.http.Context, ~.domain.Mapping)> gives an object mapper the class <~.domain.Mapping> in (Answers.java)
                Method <~.adapters.http.Routes.read(io.javalin.http.Context)> gives an object mapper the class <~.domain.Mapping> in (Routes.java)
                Method <~.application.Audit.target()> has return type <java.io.ObjectOutputStream> in (Audit.java)
                """);
        BY_RULE.put("settings-name-what-exists", """
                Adapter 'http' uses nothing of [com.sun.net.httpserver..] as technologyOf says
                Adapter 'jdbc' uses nothing of [java.sql.., javax.sql..] as technologyOf says
                There is no class <~.application.Hexagon> as ambientDefaultsIn says
                There is no class <~.bootstrap.Main> as commandLineIn says
                There is no class in <~.generated> or below it to leave out as leavingOut says
                There is no public class <~.application.Hexagon> as publicTypes says
                There is no public class <~.application.mapping.MappingServices> as publicWithinTheirLayer says
                There is no public class <~.bootstrap.Main> as publicTypes says
                There is no public class <~.domain.Mapping> as publicTypes says
                """);
        BY_RULE.put("packages-of-a-layer-have-no-cycles", """
                Cycle: adapters.http -> adapters.http.mapping -> adapters.http
                  adapters.http -> adapters.http.mapping
                    Method <~.adapters.http.Server.routes()> calls constructor <~.adapters.http.mapping.MappingRoutes.<init>()> in (Server.java)
                  adapters.http.mapping -> adapters.http
                    Method <~.adapters.http.mapping.MappingRoutes.port()> gets field <~.adapters.http.Server.PORT> in (MappingRoutes.java)
                Cycle: adapters.jdbc.mapping -> adapters.jdbc.shared -> adapters.jdbc.mapping
                  adapters.jdbc.mapping -> adapters.jdbc.shared
                    Method <~.adapters.jdbc.mapping.MappingRows.sessions()> has return type <~.adapters.jdbc.shared.Sessions> in (MappingRows.java)
                  adapters.jdbc.shared -> adapters.jdbc.mapping
                    Method <~.adapters.jdbc.shared.Sessions.rows()> has return type <~.adapters.jdbc.mapping.MappingRows> in (Sessions.java)
                """);
        BY_RULE.put("internals-stay-in-their-layer", """
                Constructor <~.adapters.http.Server.<init>(~.application.mapping.MappingServices)> has parameter of type <~.application.mapping.MappingServices> in (Server.java)
                Field <~.adapters.http.Server.services> has type <~.application.mapping.MappingServices> in (Server.java)
                Method <~.adapters.http.Server.services()> has return type <~.application.mapping.MappingServices> in (Server.java)
                Method <~.bootstrap.Main.kind()> gets field <~.application.mapping.MappingServices$Kind.READ> in (Main.java)
                Method <~.bootstrap.Main.kind()> has return type <~.application.mapping.MappingServices$Kind> in (Main.java)
                """);
    }

    private ExpectedViolations() {}

    static List<String> of(String rule) {
        return BY_RULE.getOrDefault(rule, "").lines().toList();
    }

    static List<String> rules() {
        return List.copyOf(BY_RULE.keySet());
    }
}
