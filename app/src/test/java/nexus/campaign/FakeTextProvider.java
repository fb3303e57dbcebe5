package nexus.campaign;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * A provider of text messages as Twilio is one (API 2010-04-01), which answers as it is told to.
 */
final class FakeTextProvider implements AutoCloseable {

    static final String ACCOUNT = "AC1";
    static final String SECRET = "between us";

    private static final String AUTHORIZATION =
            "Basic "
                    + Base64.getEncoder()
                            .encodeToString(
                                    (ACCOUNT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));

    private static final String STOPPED =
            """
            {"code":21610,"status":400,"message":"Attempt to send to unsubscribed recipient",
             "more_info":"https://www.twilio.com/docs/errors/21610"}""";

    private final HttpServer server;
    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger names = new AtomicInteger();
    private volatile ToIntFunction<String> status = _ -> 201;

    private volatile Set<String> stopped = Set.of();

    /** A message that it took. */
    record Taken(String sid, String from, String to, String body) {}

    private FakeTextProvider(HttpServer server) {
        this.server = server;
    }

    static FakeTextProvider open() {
        try {
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var provider = new FakeTextProvider(server);
            server.createContext(
                    "/2010-04-01/Accounts/" + ACCOUNT + "/Messages.json", provider::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return provider;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What is answered to a message, by its number. */
    void answers(ToIntFunction<String> answer) {
        status = answer;
    }

    /** Whose number answered STOP, so that it is not sent to any more. */
    void isStoppedBy(String... numbers) {
        stopped = Set.of(numbers);
    }

    List<Taken> taken() {
        return List.copyOf(taken);
    }

    Taken to(String number) {
        return taken.stream().filter(each -> each.to().equals(number)).findFirst().orElseThrow();
    }

    /** How often a message to a number was asked for, whatever was answered. */
    long asked(String number) {
        return asked.stream().filter(number::equals).count();
    }

    void forget() {
        taken.clear();
        asked.clear();
        stopped = Set.of();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var form =
                    form(
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8));
            var isKnown =
                    AUTHORIZATION.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            var to = form.getOrDefault("To", "");
            var hasStopped = isKnown && stopped.contains(to);
            var code = !isKnown ? 401 : hasStopped ? 400 : status.applyAsInt(to);
            asked.add(to);
            var sid = "SM" + names.incrementAndGet();
            if (code == 201) {
                taken.add(
                        new Taken(
                                sid,
                                form.getOrDefault("From", ""),
                                form.getOrDefault("To", ""),
                                form.getOrDefault("Body", "")));
            }
            var said =
                    (hasStopped
                                    ? STOPPED
                                    : "{\"sid\":\"%s\",\"message\":\"as told\"}".formatted(sid))
                            .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(code, said.length);
            exchange.getResponseBody().write(said);
        }
    }

    private static Map<String, String> form(String body) {
        return Arrays.stream(body.split("&"))
                .map(field -> field.split("=", 2))
                .collect(
                        Collectors.toMap(
                                field -> field[0],
                                field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
