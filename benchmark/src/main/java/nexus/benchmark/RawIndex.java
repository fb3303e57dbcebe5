package nexus.benchmark;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The index of an engine as Elasticsearch knows it, without the engine. */
final class RawIndex implements AutoCloseable {

    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String LINES = "Content-Type: application/x-ndjson\r\n";
    private static final String COPY = "bench-bulk";
    private static final String BULK = "/_bulk?filter_path=errors";
    private static final int BATCH = 3000;

    /** As whoever fills an index would have it meanwhile. */
    private static final String FILLING =
            """
            {"index":{"refresh_interval":"-1","auto_expand_replicas":"false","number_of_replicas":0}}""";

    private static final int SENDERS = 2;
    private static final JsonMapper MAPPER = new JsonMapper();

    /** What Elasticsearch gives an index of its own and takes from nobody. */
    private static final List<String> GIVEN =
            List.of("uuid", "creation_date", "provided_name", "version");

    private final URI server;
    private final String alias;
    private final HttpConnection connection;

    RawIndex(URI server, String alias) {
        this.server = server;
        this.alias = alias;
        this.connection = new HttpConnection(server);
    }

    long count() {
        ask("POST", "/" + alias + "/_refresh", "");
        return ask("GET", "/" + alias + "/_count", "").path("count").asLong();
    }

    /** How fast its documents are taken into an index of the same definition, to be found there. */
    double documentsPerSecond() {
        var batches = batches();
        make();
        long start = System.nanoTime();
        var senders = new ArrayList<CompletableFuture<Void>>();
        for (int sender = 0; sender < SENDERS; sender++) {
            var first = sender;
            senders.add(CompletableFuture.runAsync(() -> send(batches, first)));
        }
        try {
            senders.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw new BenchFailure("Elasticsearch takes no documents: " + e.getCause(), e);
        }
        ask("POST", "/" + COPY + "/_refresh", "");
        double seconds = (System.nanoTime() - start) / 1e9;
        ask("DELETE", "/" + COPY, "");
        return count() / seconds;
    }

    private void send(List<byte[]> batches, int first) {
        try (var own = new HttpConnection(server)) {
            for (int i = first; i < batches.size(); i += SENDERS) {
                var answer = own.send("POST", "/" + COPY + BULK, LINES, batches.get(i));
                if (answer.orFail().json().path("errors").asBoolean()) {
                    throw new BenchFailure("Elasticsearch refuses documents.");
                }
            }
        }
    }

    private void make() {
        var definition = ask("GET", "/" + alias, "").iterator().next();
        var settings = (ObjectNode) definition.path("settings").path("index");
        settings.remove(GIVEN);
        var body = MAPPER.createObjectNode();
        body.putObject("settings").set("index", settings);
        body.set("mappings", definition.path("mappings"));
        ask("PUT", "/" + COPY, body.toString());
        ask("PUT", "/" + COPY + "/_settings", FILLING);
    }

    private List<byte[]> batches() {
        var batches = new ArrayList<byte[]>();
        var after = "";
        for (var page = page(after); !page.isEmpty(); page = page(after)) {
            var lines = new StringBuilder();
            for (var hit : page) {
                after = hit.path("_id").asString();
                lines.append("{\"index\":{\"_id\":\"%s\"}}\n".formatted(after))
                        .append(hit.path("_source"))
                        .append('\n');
            }
            batches.add(lines.toString().getBytes(StandardCharsets.UTF_8));
        }
        return batches;
    }

    private JsonNode page(String after) {
        return ask(
                        "POST",
                        "/" + alias + "/_search",
                        """
                        {"size":%d,"sort":[{"id":"asc"}],"track_total_hits":false%s}"""
                                .formatted(
                                        BATCH,
                                        after.isEmpty()
                                                ? ""
                                                : ",\"search_after\":[\"%s\"]".formatted(after)))
                .path("hits")
                .path("hits");
    }

    private JsonNode ask(String method, String path, String body) {
        return connection
                .send(method, path, JSON, body.getBytes(StandardCharsets.UTF_8))
                .orFail()
                .json();
    }

    @Override
    public void close() {
        connection.close();
    }
}
