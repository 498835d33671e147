package io.rolemap.bootstrap.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** As much of the wire contract as the command line needs, over one set of mappings in memory. */
final class FakeServer implements AutoCloseable {

    private static final int MANY = 1000;
    private static final byte[] KEY = Json.bytes(Map.of("id", "k", "key", "a-new-key"));

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> set = new LinkedHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> credentials = new CopyOnWriteArrayList<>();
    private int revision;
    private boolean changesAfterEachPlan;
    private int changesWhileListed;
    private int busy;
    private boolean losesItsAnswer;
    private int refusal;
    private int answersBeforeRefusal;
    private Optional<byte[]> foreign = Optional.empty();

    private FakeServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    static FakeServer start() {
        try {
            return new FakeServer();
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    synchronized void put(String group, String role) {
        set.put(group, role);
        revision++;
    }

    synchronized void wipe() {
        set.clear();
        revision++;
    }

    synchronized Map<String, String> set() {
        return Map.copyOf(set);
    }

    /** Somebody else writes between every plan and what is done with it. */
    synchronized void changeAfterEachPlan() {
        changesAfterEachPlan = true;
    }

    /** Somebody else writes while the whole list is read, so many times. */
    synchronized void changeWhileListed(int times) {
        changesWhileListed = times;
    }

    /** It says so many times that it has no time, and that it will have at once. */
    synchronized void beBusy(int times) {
        busy = times;
    }

    /** It does what it is asked for, and says that it had no time. */
    synchronized void loseAnswers() {
        losesItsAnswer = true;
    }

    /** From now on everything is answered with this status, as Rolemap says it. */
    synchronized void refuse(int status) {
        refuseAfter(0, status);
    }

    /** The same once it has answered some requests. */
    synchronized void refuseAfter(int answers, int status) {
        refusal = status;
        answersBeforeRefusal = answers;
    }

    /** From now on everything is answered with 200 and this, which is not what Rolemap says. */
    synchronized void answerAlways(String body) {
        foreign = Optional.of(body.getBytes(StandardCharsets.UTF_8));
    }

    /** Method and path with query, in order. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    List<String> credentials() {
        return List.copyOf(credentials);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String query = exchange.getRequestURI().getRawQuery();
            String path = exchange.getRequestURI().getPath();
            requests.add(exchange.getRequestMethod() + " " + path + (query == null ? "" : "?" + query));
            credentials.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (refusal != 0 && answersBeforeRefusal-- <= 0) {
                problem(exchange, refusal, "no\u001b[31m");
            } else if (foreign.isPresent()) {
                answer(exchange, 200, foreign.get());
            } else if (exchange.getRequestMethod().equals("PUT")) {
                replace(exchange, body, "dry_run=true".equals(query));
            } else if (path.contains("/api-keys")) {
                answer(exchange, 200, KEY);
            } else {
                list(exchange, query == null ? "" : query);
            }
        }
    }

    private void list(HttpExchange exchange, String query) throws IOException {
        List<Map<String, Object>> mappings = new ArrayList<>();
        set.forEach((group, role) -> mappings.add(mapping(group, role)));
        Map<String, Object> answer = new LinkedHashMap<>();
        int from = query.contains("page_token=") ? Integer.parseInt(query.replaceFirst(".*page_token=", "")) : 0;
        int to = query.contains("limit=") ? Math.min(mappings.size(), from + MANY) : mappings.size();
        answer.put("group_role_mappings", mappings.subList(from, to));
        if (to < mappings.size()) {
            answer.put("next_page_token", Integer.toString(to));
        }
        if (query.isEmpty()) {
            exchange.getResponseHeaders().set("ETag", etag());
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        if (changesWhileListed > 0) {
            changesWhileListed--;
            put("somebody's", Integer.toString(revision));
        }
        answer(exchange, 200, Json.bytes(answer));
    }

    private void replace(HttpExchange exchange, byte[] body, boolean dry) throws IOException {
        String expected = exchange.getRequestHeaders().getFirst("If-Match");
        if (expected != null && !expected.equals(etag())) {
            problem(exchange, 412, "The set is another one.");
            return;
        }
        Map<String, String> wanted = new LinkedHashMap<>();
        List<Map<String, Object>> errors = new ArrayList<>();
        List<Json> entries = Json.parse(body).objects("group_role_mappings");
        for (int i = 0; i < entries.size(); i++) {
            wanted.put(entries.get(i).required("external_group"), entries.get(i).required("role_id"));
            if (entries.get(i).required("role_id").equals("13")) {
                errors.add(Map.of("pointer", "/group_role_mappings/" + i + "/role_id", "detail", "is unknown"));
            }
        }
        if (!errors.isEmpty()) {
            problem(exchange, 422, "A role is unknown.", errors);
            return;
        }
        byte[] plan = plan(wanted);
        if (!dry && busy == 0) {
            set.clear();
            set.putAll(wanted);
            revision++;
        }
        if (busy > 0 || (!dry && losesItsAnswer)) {
            busy = Math.max(0, busy - 1);
            exchange.getResponseHeaders().set("Retry-After", "0");
            problem(exchange, 503, "No time.");
            return;
        }
        exchange.getResponseHeaders().set("ETag", etag());
        if (dry && changesAfterEachPlan) {
            put("somebody's", "1");
        }
        answer(exchange, 200, plan);
    }

    private byte[] plan(Map<String, String> wanted) {
        List<Map<String, Object>> created = new ArrayList<>();
        List<Map<String, Object>> updated = new ArrayList<>();
        List<Map<String, Object>> deleted = new ArrayList<>();
        long unchanged = 0;
        for (Map.Entry<String, String> entry : wanted.entrySet()) {
            String present = set.get(entry.getKey());
            if (present == null) {
                created.add(mapping(entry.getKey(), entry.getValue()));
            } else if (present.equals(entry.getValue())) {
                unchanged++;
            } else {
                Map<String, Object> changed = mapping(entry.getKey(), entry.getValue());
                changed.put("previous_role_id", present);
                updated.add(changed);
            }
        }
        set.forEach((group, role) -> {
            if (!wanted.containsKey(group)) {
                deleted.add(mapping(group, role));
            }
        });
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("created", created);
        plan.put("updated", updated);
        plan.put("deleted", deleted);
        plan.put("unchanged", unchanged);
        return Json.bytes(plan);
    }

    private static Map<String, Object> mapping(String group, String role) {
        Map<String, Object> mapping = new LinkedHashMap<>();
        mapping.put("id", "m-" + role);
        mapping.put("external_group", group);
        mapping.put("role_id", role);
        mapping.put("updated_at", 1_793_000_000_123L);
        return mapping;
    }

    private String etag() {
        return "\"r" + revision + "\"";
    }

    private static void problem(HttpExchange exchange, int status, String detail) throws IOException {
        problem(exchange, status, detail, List.of());
    }

    private static void problem(HttpExchange exchange, int status, String detail, List<Map<String, Object>> errors)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("status", (long) status);
        problem.put("detail", detail);
        problem.put("instance", "urn:x:1");
        problem.put("errors", errors);
        answer(exchange, status, Json.bytes(problem));
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
