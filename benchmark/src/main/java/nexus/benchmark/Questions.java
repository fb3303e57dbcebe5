package nexus.benchmark;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import nexus.benchmark.Requests.Request;

/**
 * Stands between an engine and Elasticsearch and notes what is searched for, to know what a search
 * costs without the engine.
 */
final class Questions implements AutoCloseable {

    private static final List<String> PASSED_ON = List.of("Content-Type", "Accept");
    private static final List<String> PASSED_BACK = List.of("Content-Type", "X-Elastic-Product");

    private final HttpServer between;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI elasticsearch;
    private final List<Request> noted = new CopyOnWriteArrayList<>();

    Questions(URI elasticsearch) {
        this.elasticsearch = elasticsearch;
        try {
            between =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new BenchFailure("There is no free port.", e);
        }
        between.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        between.createContext("/", this::passOn);
        between.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + between.getAddress().getPort());
    }

    /** What was searched for, as it was sent. */
    List<Request> noted() {
        return List.copyOf(noted);
    }

    /** What an engine asks Elasticsearch when it is asked so often for what somebody seeks. */
    static Request[] asked(Servers servers, Site site, Supplier<Request> seek, int times) {
        try (var questions = new Questions(URI.create(servers.elasticsearch()));
                var reader = Engine.readerOf(servers, site.engine().database(), questions.url());
                var work =
                        Requests.to(
                                new Site(reader, site.organization().on(reader)),
                                1,
                                _ -> seek.get())) {
            for (int i = 0; i < times; i++) {
                work.once(0);
            }
            var noted = questions.noted();
            if (noted.size() < times) {
                throw new BenchFailure("Searches do not reach Elasticsearch.");
            }
            return noted.toArray(Request[]::new);
        }
    }

    private void passOn(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            var to = exchange.getRequestURI();
            if (to.getPath().endsWith("/_search")) {
                noted.add(new Request("POST", to.toString(), body));
            }
            var request =
                    HttpRequest.newBuilder(elasticsearch.resolve(to))
                            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
            for (var name : PASSED_ON) {
                var value = exchange.getRequestHeaders().getFirst(name);
                if (value != null) {
                    request.header(name, value);
                }
            }
            var answer = http.send(request.build(), BodyHandlers.ofByteArray());
            for (var name : PASSED_BACK) {
                answer.headers()
                        .firstValue(name)
                        .ifPresent(value -> exchange.getResponseHeaders().set(name, value));
            }
            var length = answer.body().length;
            exchange.sendResponseHeaders(answer.statusCode(), length == 0 ? -1 : length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        between.stop(0);
        http.close();
    }
}
