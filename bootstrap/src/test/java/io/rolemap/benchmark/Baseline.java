package io.rolemap.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.IntStream;

/** {@link BaselineServer} on the product's own jar, so that both start from the same libraries packed the same way. */
final class Baseline implements Contender {

    private static final String AUTHORIZATION = "Bearer none";

    private final Path java;
    private final String classPath;
    private final String databaseUrl;
    private final int poolSize;

    private Baseline(Path java, String classPath, String databaseUrl, int poolSize) {
        this.java = java;
        this.classPath = classPath;
        this.databaseUrl = databaseUrl;
        this.poolSize = poolSize;
    }

    /** Packs the server's class into a jar of its own: a class-data archive can't be made from a class folder. */
    static Baseline packed(Path java, Path productJar, Path folder, String databaseUrl, int poolSize)
            throws IOException {
        Path jar = folder.resolve("baseline.jar");
        String entry = BaselineServer.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(file);
                InputStream bytes = BaselineServer.class.getResourceAsStream("/" + entry)) {
            packed.putNextEntry(new JarEntry(entry));
            bytes.transferTo(packed);
        }
        return new Baseline(java, jar + System.getProperty("path.separator") + productJar, databaseUrl, poolSize);
    }

    @Override
    public String name() {
        return "baseline";
    }

    @Override
    public ServerProcess start(List<String> jvmOptions, Path log) throws IOException {
        int port = ServerProcess.freePort();
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath, BaselineServer.class.getName(), Integer.toString(port)));
        command.addAll(List.of(databaseUrl, Integer.toString(poolSize)));
        return ServerProcess.start(command, Map.of(), log, port);
    }

    @Override
    public Map<Operation, Workload> workloads(int port) {
        SetUpClient client = new SetUpClient(port, AUTHORIZATION);
        List<String> rows = IntStream.range(0, SetUpClient.SEEDS)
                .mapToObj(i -> "/rows/" + client.idOf(client.post("/rows", "{}")))
                .toList();
        return Map.of(
                Operation.CREATE, Workload.newGroups("/rows", AUTHORIZATION, SetUpClient.SEEDS),
                Operation.READ, Workload.reads(rows, AUTHORIZATION),
                Operation.DUPLICATE, Workload.knownGroups("/known-rows", AUTHORIZATION, List.of(0L)));
    }

    @Override
    public WholeSet wholeSet(int port) {
        String body = WholeSet.body(WholeSet.SIZE, 7);
        return new WholeSet(Map.of(
                SetStep.CREATE, WholeSet.request(port, "POST", "/set", AUTHORIZATION, body),
                SetStep.CHANGE, WholeSet.request(port, "PUT", "/set", AUTHORIZATION, body),
                SetStep.LIST, WholeSet.request(port, "GET", "/set", AUTHORIZATION, ""),
                SetStep.DELETE, WholeSet.request(port, "DELETE", "/set", AUTHORIZATION, "")));
    }
}
