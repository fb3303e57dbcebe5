package nexus.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import nexus.app.EngineTest;
import nexus.testing.Client;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StreamHttpIT extends EngineTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Somebody who listens; what they were told so far, line by line. */
    private record Ear(Stream<String> lines, List<String> heard) implements AutoCloseable {

        boolean heard(String text) {
            return heard.stream().anyMatch(line -> line.contains(text));
        }

        void awaits(String text) {
            await().atMost(Duration.ofSeconds(10)).until(() -> heard(text));
        }

        /** The ids of the messages of this type. */
        List<String> idsOf(String type) {
            return Stream.iterate(1, i -> i < heard.size(), i -> i + 1)
                    .filter(i -> heard.get(i).equals("event: " + type))
                    .map(i -> heard.get(i - 1).substring("id: ".length()))
                    .toList();
        }

        @Override
        public void close() {
            lines.close();
        }
    }

    private Ear listen(Client client, @Nullable String lastEventId) throws Exception {
        var response = open(client, lastEventId);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/event-stream");
        var heard = new CopyOnWriteArrayList<String>();
        CompletableFuture.runAsync(() -> response.body().forEach(heard::add));
        var ear = new Ear(response.body(), heard);
        ear.awaits("event: ");
        return ear;
    }

    private HttpResponse<Stream<String>> open(Client client, @Nullable String lastEventId)
            throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/stream"));
        if (client.token() != null) {
            request.header("Authorization", "Bearer " + client.token());
        }
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return HTTP.send(request.build(), BodyHandlers.ofLines());
    }

    private static Client.Answer openDeal(Client client, String name) {
        return client.post(
                "/api/deals",
                """
                {"name":"%s","value":{"amount":"100.00","currency":"GBP"}}"""
                        .formatted(name));
    }

    @Test
    void what_happens_is_told_to_who_listens_and_to_no_stranger() throws Exception {
        var somebody = registered();
        var stranger = registered();
        try (var ear = listen(somebody, null);
                var strangers = listen(stranger, null)) {
            var deal = openDeal(somebody, "Kitchen");
            ear.awaits("event: deal.opened@1");
            ear.awaits("\"recordId\":\"" + deal.id() + "\"");
            assertThat(ear.heard("Kitchen")).as("what it became is asked of the record").isFalse();

            var theirs = openDeal(stranger, "Staircase");
            strangers.awaits(theirs.id());
            assertThat(strangers.heard(deal.id())).isFalse();
            assertThat(ear.heard(theirs.id())).isFalse();
        }
    }

    @Test
    void a_query_that_waits_for_what_was_told_sees_it() throws Exception {
        var somebody = registered();
        try (var ear = listen(somebody, null)) {
            var deal = openDeal(somebody, "Wardrobes");
            ear.awaits("event: deal.opened@1");
            var colleague = new Client("http://127.0.0.1:" + port).withToken(somebody.token());
            var position = ear.idsOf("deal.opened@1").getLast();
            var seen = colleague.get("/api/deals/" + deal.id(), "Nexus-Await", position);
            assertThat(seen.json().path("name").asString()).isEqualTo("Wardrobes");
        }
    }

    @Test
    void who_comes_back_is_told_what_they_missed_and_each_event_once() throws Exception {
        var somebody = registered();
        String last;
        try (var ear = listen(somebody, null)) {
            openDeal(somebody, "First");
            ear.awaits("event: deal.opened@1");
            last = ear.idsOf("deal.opened@1").getLast();
        }
        var missed = openDeal(somebody, "While away");
        try (var ear = listen(somebody, last)) {
            ear.awaits(missed.id());
            var later = openDeal(somebody, "Afterwards");
            ear.awaits(later.id());
            assertThat(ear.idsOf("deal.opened@1"))
                    .hasSize(2)
                    .doesNotHaveDuplicates()
                    .doesNotContain(last)
                    .isSortedAccordingTo(
                            (a, b) -> Long.compare(Long.parseLong(a), Long.parseLong(b)));
        }
    }

    @Test
    void who_is_nobody_or_asks_for_nonsense_is_refused() throws Exception {
        assertThat(open(anonymous(), null).statusCode()).isEqualTo(401);
        for (var nonsense : new String[] {"-1", "soon", "9999999999999999999999"}) {
            assertThat(open(registered(), nonsense).statusCode()).as(nonsense).isEqualTo(400);
        }
    }

    @Test
    void nobody_listens_at_a_hundred_places_at_once() throws Exception {
        var somebody = registered();
        var ears = new CopyOnWriteArrayList<Ear>();
        try {
            for (int i = 0; i < 20; i++) {
                ears.add(listen(somebody, null));
            }
            assertThat(open(somebody, null).statusCode()).isEqualTo(429);
        } finally {
            ears.forEach(Ear::close);
        }
    }
}
