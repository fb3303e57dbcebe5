package nexus.app.split;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How the engine is, told from both of its sides: it is healthy when both are. */
record BothHealths(HttpClient client, URI commandSide, URI querySide) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Health command = ask(commandSide.resolve(path));
            Health query = ask(querySide.resolve(path));
            answer(exchange, command.and(query));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Health ask(URI side) throws InterruptedException {
        var question = HttpRequest.newBuilder(side).timeout(Duration.ofSeconds(5)).build();
        try {
            var answer = client.send(question, BodyHandlers.ofString());
            return new Health(answer.statusCode(), read(answer.body()));
        } catch (IOException _) {
            return new Health(503, JSON.createObjectNode());
        }
    }

    private static ObjectNode read(String body) {
        try {
            return JSON.readTree(body) instanceof ObjectNode told ? told : JSON.createObjectNode();
        } catch (JacksonException _) {
            return JSON.createObjectNode();
        }
    }

    private static void answer(HttpExchange exchange, Health both) throws IOException {
        byte[] body = JSON.writeValueAsBytes(both.told());
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(both.status(), isHead ? -1 : body.length);
        exchange.getResponseBody().write(body, 0, isHead ? 0 : body.length);
    }

    private record Health(int status, ObjectNode told) {

        Health and(Health other) {
            int worse = Math.max(status, other.status);
            ObjectNode both = JSON.createObjectNode();
            both.put("status", worse == 200 ? "healthy" : "unhealthy");
            ObjectNode checks = both.putObject("checks");
            // what both sides check is told as the worse side sees it
            boolean isWorse = status > other.status;
            (isWorse ? other : this).addChecksTo(checks);
            (isWorse ? this : other).addChecksTo(checks);
            both.put("timestamp", Instant.now().toString());
            return new Health(worse, both);
        }

        private void addChecksTo(ObjectNode checks) {
            if (told.get("checks") instanceof ObjectNode own) {
                checks.setAll(own);
            }
        }
    }
}
