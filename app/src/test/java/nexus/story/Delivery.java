package nexus.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import nexus.testing.Client;
import tools.jackson.databind.JsonNode;

/**
 * One bathroom from the enquiry to its warranty: thirteen stages, each entered when all that its
 * gate asks for is there, with a deal that is opened and won by itself on the way.
 */
final class Delivery {

    private static final Duration LONG = Duration.ofSeconds(30);

    private static final List<String> STAGES =
            List.of(
                    "ENGAGED_ENQUIRY",
                    "CONSULTATION_BOOKED",
                    "QUALIFIED_LEAD",
                    "SURVEY_COMPLETE",
                    "DESIGN_PRESENTED",
                    "SALE_CLIENT_COMMITS",
                    "DESIGN_SIGN_OFF",
                    "PAYMENT_75_PROJECT_HANDOVER",
                    "PROJECT_SCHEDULED",
                    "INSTALLATION_IN_PROGRESS",
                    "COMPLETION_SIGN_OFF",
                    "COMPLETED");

    private final Client owner;
    private final String installer;
    private final String project;
    private String document = "";

    Delivery(Client owner, String contact) {
        this.owner = owner;
        var person =
                owner.post(
                        "/api/organization/members",
                        """
                        {"firstName":"Ivy","lastName":"Fitter",
                         "jobRoles":["INSTALLER","SALESPERSON"]}""");
        assertThat(person.status()).as("%s", person).isEqualTo(201);
        installer = person.id();
        var opened =
                owner.post(
                        "/api/projects",
                        """
                        {"contactId":"%s","title":"Spa","priority":"HIGH",
                         "contractValue":{"amount":"10000.00","currency":"GBP"}}"""
                                .formatted(contact));
        assertThat(opened.status()).as("%s", opened).isEqualTo(201);
        project = opened.id();
    }

    String project() {
        return project;
    }

    /** One of the documents that were asked for. */
    String document() {
        return document;
    }

    /** Brings the project to its end; returns the deal that came of it. */
    String deliver() {
        refuseToSkip();
        for (var stage : STAGES) {
            missing(stage).forEach(this::meet);
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(missing(stage)).as(stage).isEmpty());
            var entered =
                    owner.put(
                            "/api/projects/" + project + "/stage",
                            "{\"stage\":\"%s\"}".formatted(stage));
            assertThat(entered.status()).as("%s: %s", stage, entered).isEqualTo(200);
            switch (stage) {
                case "QUALIFIED_LEAD" -> awaitDeal("OPEN");
                case "SALE_CLIENT_COMMITS" -> awaitDeal("WON");
                default -> {}
            }
        }
        var done = state();
        assertThat(done.path("status").asString()).isEqualTo("COMPLETED");
        assertThat(done.path("stage").asString()).isEqualTo("COMPLETED");
        assertThat(done.at("/balance/amount").asString()).isEqualTo("0.00");
        return done.path("dealId").asString();
    }

    private void refuseToSkip() {
        var refused =
                owner.put("/api/projects/" + project + "/stage", "{\"stage\":\"QUALIFIED_LEAD\"}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("project.gate-not-met");
        assertThat(refused.json().path("missing").size()).isGreaterThan(5);
    }

    private JsonNode state() {
        return owner.get("/api/projects/" + project).json();
    }

    private void awaitDeal(String status) {
        await().atMost(LONG)
                .untilAsserted(
                        () -> {
                            var deal = owner.get("/api/deals/" + state().path("dealId").asString());
                            assertThat(deal.json().path("status").asString()).isEqualTo(status);
                        });
        var deal = owner.get("/api/deals/" + state().path("dealId").asString()).json();
        assertThat(deal.path("contactId")).isEqualTo(state().path("contactId"));
        assertThat(deal.at("/value/amount").asString()).isEqualTo("10000.00");
    }

    private List<JsonNode> missing(String stage) {
        return owner.get("/api/projects/" + project + "/stages/" + stage + "/check")
                .json()
                .path("missing")
                .valueStream()
                .toList();
    }

    private void meet(JsonNode missing) {
        var key = missing.path("key").asString();
        if (missing.path("kind").asString().equals("DOCUMENT")) {
            document = upload(key, "application/pdf", "%PDF-1.7\n" + key);
            for (int i = 1; i < 4 && key.equals("site-photos"); i++) {
                upload(key, "application/pdf", "%PDF-1.7\n" + key + i);
            }
            return;
        }
        switch (key) {
            case "photos-uploaded" -> {} // comes with the documents
            case "consultation-scheduled" -> tick(key, ",\"date\":\"%s\"".formatted(inDays(3)));
            case "quote-provided" -> quote();
            case "deposit-paid" -> pay("1000.00", "DEPOSIT");
            case "progress-payment-received" -> pay("6500.00", "PROGRESS");
            case "final-payment-received" -> pay("2500.00", "FINAL");
            case "installation-scheduled" -> schedule();
            case "team-assigned" -> {} // with the days
            case "installation-started" -> checkIn();
            default -> tick(key, "");
        }
    }

    private static LocalDate inDays(int days) {
        return LocalDate.now(ZoneOffset.UTC).plusDays(days);
    }

    private void done(Client.Answer answer) {
        assertThat(answer.status()).as("%s", answer).isIn(200, 201);
    }

    private void tick(String key, String more) {
        done(
                owner.put(
                        "/api/projects/" + project + "/requirements/" + key,
                        "{\"satisfied\":true%s}".formatted(more)));
    }

    private void pay(String amount, String kind) {
        done(
                owner.post(
                        "/api/projects/" + project + "/payments",
                        "{\"amount\":{\"amount\":\"%s\",\"currency\":\"GBP\"},\"kind\":\"%s\"}"
                                .formatted(amount, kind)));
    }

    private void quote() {
        done(
                owner.post(
                        "/api/projects/" + project + "/quotes",
                        """
                        {"lines":[{"description":"Spa","quantity":1,"vatRate":20,
                          "unitPrice":{"amount":"8333.33","currency":"GBP"}}]}"""));
    }

    private void schedule() {
        done(
                owner.put(
                        "/api/projects/" + project + "/installation",
                        "{\"startsOn\":\"%s\",\"endsOn\":\"%s\",\"installerIds\":[\"%s\"]}"
                                .formatted(inDays(1), inDays(4), installer)));
    }

    private void checkIn() {
        done(
                owner.post(
                        "/api/projects/" + project + "/check-ins",
                        "{\"lat\":53.8,\"lon\":-1.56,\"accuracy\":12}"));
    }

    private String upload(String kind, String type, String content) {
        var boundary = UUID.randomUUID().toString();
        var body =
                "--%1$s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%2$s.pdf\"\r\nContent-Type: %3$s\r\n\r\n%4$s\r\n--%1$s\r\nContent-Disposition: form-data; name=\"meta\"\r\nContent-Type: application/json\r\n\r\n{\"recordId\":\"%5$s\",\"kind\":\"%2$s\"}\r\n--%1$s--\r\n"
                        .formatted(boundary, kind, type, content, project);
        var uploaded =
                owner.send(
                        "POST",
                        "/api/documents",
                        body.getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "multipart/form-data; boundary=" + boundary);
        assertThat(uploaded.status()).as("%s", uploaded).isEqualTo(201);
        return uploaded.id();
    }
}
