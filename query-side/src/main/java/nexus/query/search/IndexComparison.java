package nexus.query.search;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import nexus.platform.projection.Rebuild.Comparison;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two indices as they were at one moment, document by document. */
final class IndexComparison {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PAGE = 1000;
    private static final int NAMED = 20;
    private static final String FIXED_FOR = "10m";
    private final RestClient server;
    private final Fixed live;
    private final Fixed anew;

    private IndexComparison(RestClient server, Fixed live, Fixed anew) {
        this.server = server;
        this.live = live;
        this.anew = anew;
    }

    /** Fixes what is compared; to be called while nothing is written to either. */
    static IndexComparison of(RestClient server, String live, String anew) throws IOException {
        return new IndexComparison(server, fix(server, live), fix(server, anew));
    }

    private static Fixed fix(RestClient server, String index) throws IOException {
        ask(server, new Request("POST", "/" + index + "/_refresh"));
        var request = new Request("POST", "/" + index + "/_pit");
        request.addParameter("keep_alive", FIXED_FOR);
        return new Fixed(ask(server, request).path("id").asString());
    }

    /** The documents of an index in the order of their ids. */
    private static final class Fixed {
        private final Deque<JsonNode> page = new ArrayDeque<>();
        private String point;
        private @Nullable String after;
        private boolean ended;
        private long count;

        Fixed(String point) {
            this.point = point;
        }

        @Nullable JsonNode first(RestClient server) throws IOException {
            if (page.isEmpty() && !ended) {
                var request = new Request("POST", "/_search");
                var query =
                        JSON.createObjectNode()
                                .put("size", PAGE)
                                .put("track_total_hits", false)
                                .put("_source", true);
                query.putObject("pit").put("id", point).put("keep_alive", FIXED_FOR);
                query.putArray("sort").addObject().put("id", "asc");
                if (after != null) {
                    query.putArray("search_after").add(after);
                }
                request.setJsonEntity(query.toString());
                var answer = ask(server, request);
                point = answer.path("pit_id").asString(point);
                answer.path("hits").path("hits").forEach(page::add);
                ended = page.size() < PAGE;
                if (!page.isEmpty()) {
                    after = id(page.getLast());
                }
            }
            return page.peekFirst();
        }

        void next() {
            page.removeFirst();
            count++;
        }
    }

    private static String id(JsonNode hit) {
        return hit.path("_id").asString();
    }

    private static JsonNode ask(RestClient server, Request request) throws IOException {
        request.setOptions(IndexBulk.PATIENT);
        try (var answer = server.performRequest(request).getEntity().getContent()) {
            return JSON.readTree(answer);
        }
    }

    Comparison run() throws IOException {
        try {
            var differing = new ArrayList<String>();
            while (true) {
                var old = live.first(server);
                var made = anew.first(server);
                if (old == null && made == null) {
                    break;
                }
                var order = order(old, made);
                if (order == 0 && old != null && made != null) {
                    if (!old.path("_source").equals(made.path("_source"))) {
                        differing.add(id(old));
                    }
                    live.next();
                    anew.next();
                } else if (order < 0 && old != null) {
                    differing.add(id(old));
                    live.next();
                } else if (made != null) {
                    differing.add(id(made));
                    anew.next();
                }
            }
            return new Comparison(
                    IndexRebuilds.SEARCH,
                    live.count,
                    anew.count,
                    differing.isEmpty(),
                    List.copyOf(differing.subList(0, Math.min(NAMED, differing.size()))));
        } finally {
            close(live);
            close(anew);
        }
    }

    private static int order(@Nullable JsonNode old, @Nullable JsonNode made) {
        if (old == null) {
            return 1;
        }
        return made == null ? -1 : id(old).compareTo(id(made));
    }

    private void close(Fixed fixed) {
        var request = new Request("DELETE", "/_pit");
        request.setJsonEntity(JSON.createObjectNode().put("id", fixed.point).toString());
        try {
            ask(server, request);
        } catch (IOException left) {
            // it goes by itself after a while
        }
    }
}
