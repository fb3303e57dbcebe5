package nexus.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import nexus.testing.Client;
import tools.jackson.databind.JsonNode;

/**
 * A bathroom showroom from its first day: it registers, sells, loses, imports its old book,
 * searches, counts, looks back, delivers and asks how it was. Told through HTTP alone, to whichever
 * engine stands behind the address.
 */
final class Business {

    private final Client owner;
    private final Client stranger;

    Business(String base) {
        owner = Client.registered(base);
        stranger = Client.registered(base);
    }

    void tell() {
        var company =
                created("/api/companies", "{\"name\":\"Château Söder\",\"sector\":\"hotel\"}");
        var contact =
                created(
                        "/api/contacts",
                        """
                        {"firstName":"Zoë","lastName":"Müller","email":"zoe@example.com",
                         "companyId":"%s","tags":["vip"]}"""
                                .formatted(company));
        var pipeline = pipeline();
        var deal = sell(company, contact, pipeline);
        lookAtTheBoard(pipeline, deal);
        search(deal);
        count(pipeline);
        lookBack(deal);
        importTheOldBook(pipeline);
        keepStrangersOut(deal, contact, company, pipeline.path("id").asString());
        deliver(contact);
        mail(contact);
    }

    private String created(String path, String body) {
        var answer = owner.post(path, body);
        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        return answer.id();
    }

    private JsonNode pipeline() {
        var id =
                created(
                        "/api/pipelines",
                        """
                        {"name":"Showroom","stages":[
                          {"name":"Visit","kind":"OPEN","probability":10},
                          {"name":"Quote","kind":"OPEN","probability":50},
                          {"name":"Sold","kind":"WON","probability":100},
                          {"name":"Gone","kind":"LOST","probability":0}]}""");
        return owner.get("/api/pipelines/" + id).json();
    }

    private String sell(String company, String contact, JsonNode pipeline) {
        var deal =
                created(
                        "/api/deals",
                        """
                        {"name":"Spa for the Château","value":{"amount":"9000.00","currency":"GBP"},
                         "pipelineId":"%s","companyId":"%s","contactId":"%s","source":"fair",
                         "occurredAt":"2026-01-10T09:00:00Z"}"""
                                .formatted(pipeline.path("id").asString(), company, contact));
        var quote = pipeline.path("stages").path(1).path("id").asString();
        assertThat(
                        owner.put(
                                        "/api/deals/" + deal + "/stage",
                                        """
                                        {"stageId":"%s","occurredAt":"2026-01-20T09:00:00Z"}"""
                                                .formatted(quote))
                                .status())
                .isEqualTo(200);
        assertThat(
                        owner.post(
                                        "/api/deals/" + deal + "/win",
                                        """
                                        {"reason":"design","occurredAt":"2026-03-01T09:00:00Z",
                                         "value":{"amount":"9500.00","currency":"GBP"}}""")
                                .status())
                .isEqualTo(200);
        return deal;
    }

    private void lookAtTheBoard(JsonNode pipeline, String deal) {
        var sold =
                owner.get("/api/pipelines/" + pipeline.path("id").asString() + "/board")
                        .json()
                        .path("stages")
                        .path(2);
        assertThat(sold.path("count").asInt()).isEqualTo(1);
        assertThat(sold.path("total").path("amount").asString()).isEqualTo("9500.00");
        assertThat(sold.path("deals").path(0).path("id").asString()).isEqualTo(deal);
        assertThat(sold.path("deals").path(0).path("companyName").asString())
                .isEqualTo("Château Söder");
    }

    private void search(String deal) {
        for (var words : new String[] {"chateau", "ch%C3%A2te", "soeder%20OR", "Sodr"}) {
            owner.get("/api/search?q=" + words); // never a fault, whatever is asked
        }
        var hits = owner.get("/api/search?q=chateau&type=deal").json();
        assertThat(hits.path("data").path(0).path("id").asString()).isEqualTo(deal);
        assertThat(hits.path("data").path(0).path("highlights").isEmpty()).isFalse();
        assertThat(
                        owner.get("/api/search?q=zoe")
                                .json()
                                .path("data")
                                .path(0)
                                .path("type")
                                .asString())
                .isEqualTo("contact");
    }

    private void count(JsonNode pipeline) {
        var id = pipeline.path("id").asString();
        var rate = owner.get("/api/analytics/win-rate?groupBy=month").json();
        assertThat(rate.path("data").path(0).path("key").asString()).isEqualTo("2026-03");
        assertThat(rate.path("total").path("rate").asDouble()).isEqualTo(1.0);
        var velocity = owner.get("/api/analytics/velocity?outcome=won&pipelineId=" + id).json();
        assertThat(velocity.path("cycleDays").path("median").asDouble()).isEqualTo(50.0);
        var stages = owner.get("/api/analytics/stage-duration?pipelineId=" + id).json();
        assertThat(stages.path("data").path(0).path("days").path("mean").asDouble())
                .isEqualTo(10.0);
        var then =
                owner.get(
                                "/api/analytics/pipeline?pipelineId="
                                        + id
                                        + "&effectiveAt=2026-02-01T00:00:00Z")
                        .json();
        assertThat(then.path("open").path("count").asInt()).isEqualTo(1);
        assertThat(then.path("open").path("total").path("amount").asString()).isEqualTo("9000.00");
        assertThat(then.path("won").path("count").asInt()).isZero();
    }

    private void lookBack(String deal) {
        var history = owner.get("/api/deals/" + deal + "/history").json().path("data");
        assertThat(history.path(0).path("type").asString()).isEqualTo("deal.won@1");
        assertThat(history.path(0).path("occurredAt").asString()).isEqualTo("2026-03-01T09:00:00Z");
        assertThat(history.path(2).path("type").asString()).isEqualTo("deal.opened@1");
        var then = owner.get("/api/deals/" + deal + "?effectiveAt=2026-01-25T00:00:00Z").json();
        assertThat(then.path("stageName").asString()).isEqualTo("Quote");
        assertThat(then.path("status").asString()).isEqualTo("OPEN");
    }

    private void importTheOldBook(JsonNode pipeline) {
        var mapping =
                """
                {"resource":"deals","pipelineId":"%s","currency":"GBP",
                 "columns":{"no":"externalId","what":"name","worth":"value","who":"ownerName",
                            "firm":"companyName","state":"stage","from":"openedAt","to":"closedAt"},
                 "defaults":{"lostReason":"unknown"}}"""
                        .formatted(pipeline.path("id").asString());
        var file =
                """
                no,what,worth,who,firm,state,from,to
                A1,Wet room,1200,Ann Seller,Old Mill,Sold,2025-01-01,2025-02-01
                A2,Sauna,not money,Ann Seller,Old Mill,Sold,2025-01-01,2025-02-01
                A3,Bath,300,Bob Seller,,Gone,2025-01-01,2025-03-01
                """;
        var begun = upload(mapping, file);
        assertThat(begun.status()).as("%s", begun).isEqualTo(202);
        var done = finished(begun.id());
        assertThat(done.path("status").asString()).isEqualTo("COMPLETED");
        assertThat(done.path("created").asInt()).isEqualTo(2);
        assertThat(done.path("failed").asInt()).isEqualTo(1);
        assertThat(done.path("errors").path(0).path("row").asInt()).isEqualTo(3);
        assertThat(done.path("errors").path(0).path("column").asString()).isEqualTo("worth");
        assertThat(stranger.get("/api/imports/" + begun.id()).status()).isEqualTo(404);
    }

    private Client.Answer upload(String mapping, String file) {
        var boundary = UUID.randomUUID().toString();
        var body =
                "--%1$s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"old.csv\"\r\nContent-Type: text/csv\r\n\r\n%2$s\r\n--%1$s\r\nContent-Disposition: form-data; name=\"mapping\"\r\nContent-Type: application/json\r\n\r\n%3$s\r\n--%1$s--\r\n"
                        .formatted(boundary, file, mapping);
        return owner.send(
                "POST",
                "/api/imports",
                body.getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "multipart/form-data; boundary=" + boundary);
    }

    private JsonNode finished(String id) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> owner.get("/api/imports/" + id).json(),
                        state -> !state.path("status").asString().equals("RUNNING"));
    }

    private void keepStrangersOut(String deal, String contact, String company, String pipeline) {
        for (var path :
                new String[] {
                    "/api/deals/" + deal,
                    "/api/deals/" + deal + "/history",
                    "/api/contacts/" + contact,
                    "/api/contacts/" + contact + "/history",
                    "/api/companies/" + company,
                    "/api/pipelines/" + pipeline,
                    "/api/pipelines/" + pipeline + "/board"
                }) {
            assertThat(stranger.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(total(stranger.get("/api/search?q=chateau"))).isZero();
        assertThat(total(stranger.get("/api/deals"))).isZero();
        assertThat(total(stranger.get("/api/contacts"))).isZero();
        assertThat(stranger.post("/api/deals/" + deal + "/reopen", "{\"reason\":\"x\"}").status())
                .isEqualTo(404);
    }

    /** From the enquiry to the end, with a deal that is opened and won on the way. */
    private void deliver(String contact) {
        var delivery = new Delivery(owner, contact);
        var deal = delivery.deliver();
        assertThat(owner.get("/api/deals/" + deal).json().path("status").asString())
                .isEqualTo("WON");
        for (var path :
                new String[] {
                    "/api/deals/" + deal,
                    "/api/projects/" + delivery.project(),
                    "/api/projects/" + delivery.project() + "/history",
                    "/api/documents/" + delivery.document(),
                    "/api/documents/" + delivery.document() + "/content"
                }) {
            assertThat(owner.get(path).status()).as(path).isEqualTo(200);
            assertThat(stranger.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(total(stranger.get("/api/projects"))).isZero();
    }

    /** Whoever has got a spa is asked how it is. */
    private void mail(String contact) {
        var campaign = "/api/campaigns/" + new Mailing(owner).to(contact);
        for (var path : new String[] {campaign, campaign + "/stats", campaign + "/deliveries"}) {
            assertThat(stranger.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(total(stranger.get("/api/campaigns"))).isZero();
        assertThat(total(owner.get("/api/campaigns"))).isEqualTo(1);
    }

    private static int total(Client.Answer answer) {
        return answer.json().path("pagination").path("total").asInt(-1);
    }
}
