package nexus.benchmark;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Requests over HTTP, each caller's on a connection of its own that is kept. */
final class Requests implements Work {

    private static final byte[] NOTHING = {};

    private final List<HttpConnection> connections;
    private final List<SplittableRandom> chances;
    private final String headers;
    private final Function<SplittableRandom, Request> next;

    /** What is sent. */
    record Request(String method, String path, byte[] body) {

        static Request get(String path) {
            return new Request("GET", path, NOTHING);
        }

        static Request of(String method, String path, String body) {
            return new Request(method, path, body.getBytes(StandardCharsets.UTF_8));
        }
    }

    Requests(URI server, int callers, String headers, Function<SplittableRandom, Request> next) {
        this.connections =
                IntStream.range(0, callers).mapToObj(_ -> new HttpConnection(server)).toList();
        this.chances = Decisions.chances(callers);
        this.headers = headers;
        this.next = next;
    }

    /** To an engine, as the owner of the organization there. */
    static Requests to(Site site, int callers, Function<SplittableRandom, Request> next) {
        return new Requests(site.engine().url(), callers, site.organization().headers(), next);
    }

    /** To the endpoint of an engine that does nothing: what HTTP costs by itself. */
    static Requests forNothing(Site site, int callers) {
        return to(site, callers, _ -> Request.get("/health/live"));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void once(int caller) {
        var request = next.apply(chances.get(caller));
        connections
                .get(caller)
                .send(request.method(), request.path(), headers, request.body())
                .orFail();
    }

    @Override
    public void close() {
        connections.forEach(HttpConnection::close);
    }
}
