package io.rolemap.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** The packaged server as its users run it, asked by the holder of an organisation's API key. */
final class Product implements Contender {

    private static final String OPERATOR_KEY = "benchmark-operator-key-0123456789abcdef";

    /** What the operator says in the header for it. */
    static final String OPERATOR = "Bearer " + OPERATOR_KEY;

    private static final String ORGANISATION = "/orgs/acme";

    private final Path java;
    private final Path jar;
    private final String databaseUrl;

    Product(Path java, Path jar, String databaseUrl) {
        this.java = java;
        this.jar = jar;
        this.databaseUrl = databaseUrl;
    }

    String databaseUrl() {
        return databaseUrl;
    }

    @Override
    public String name() {
        return "rolemap";
    }

    @Override
    public ServerProcess start(List<String> jvmOptions, Path log) throws IOException {
        int port = ServerProcess.freePort();
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar.toString()));
        Map<String, String> environment = Map.of(
                "ROLEMAP_HTTP_PORT", Integer.toString(port),
                "ROLEMAP_DATABASE_URL", databaseUrl,
                "ROLEMAP_OPERATOR_KEY", OPERATOR_KEY);
        return ServerProcess.start(command, environment, log, port);
    }

    @Override
    public Map<Operation, Workload> workloads(int port) {
        SetUpClient operator = new SetUpClient(port, OPERATOR);
        String connection = operator.idOf(operator.post(
                ORGANISATION + "/identity-providers", "{\"provider_key\":\"benchmark\",\"kind\":\"oidc\"}"));
        String key = operator.member(
                operator.post(
                        ORGANISATION + "/api-keys",
                        "{\"name\":\"benchmark\",\"permissions\":[\"mappings:read\",\"mappings:write\"]}"),
                "key");
        String authorization = "Bearer " + key;
        String path = ORGANISATION + "/identity-providers/" + connection + "/group-mappings";
        SetUpClient holder = new SetUpClient(port, authorization);
        List<Long> seeds = LongStream.range(0, SetUpClient.SEEDS).boxed().toList();
        List<String> mappings = seeds.stream()
                .map(number -> path + "/" + holder.idOf(holder.post(path, Workload.body(Workload.digits(number)))))
                .toList();
        return Map.of(
                Operation.CREATE, Workload.newGroups(path, authorization, SetUpClient.SEEDS),
                Operation.READ, Workload.reads(mappings, authorization),
                Operation.DUPLICATE, Workload.knownGroups(path, authorization, seeds));
    }

    @Override
    public WholeSet wholeSet(int port) {
        new SetUpClient(port, OPERATOR)
                .post(ORGANISATION + "/identity-providers", "{\"provider_key\":\"whole-set\",\"id\":\"whole-set\"}");
        String path = ORGANISATION + "/identity-providers/whole-set/group-mappings";
        return new WholeSet(Map.of(
                SetStep.CREATE, WholeSet.request(port, "PUT", path, OPERATOR, WholeSet.body(WholeSet.SIZE, 2227)),
                SetStep.CHANGE, WholeSet.request(port, "PUT", path, OPERATOR, WholeSet.body(WholeSet.SIZE, 7)),
                SetStep.LIST, WholeSet.request(port, "GET", path, OPERATOR, ""),
                SetStep.DELETE, WholeSet.request(port, "PUT", path, OPERATOR, WholeSet.body(0, 7))));
    }
}
