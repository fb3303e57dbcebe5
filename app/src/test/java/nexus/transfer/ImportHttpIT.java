package nexus.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import nexus.app.EngineTest;
import nexus.testing.Client;
import nexus.testing.Client.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Files of deals, from the upload to the records and back. */
class ImportHttpIT extends EngineTest {

    private static final Path REAL = real();
    private static final String HEADER = "id,agent,product,account,stage,opened,closed,value\n";

    Client owner = anonymous();
    String mapping = "";

    @BeforeEach
    void register() {
        owner = registered();
        mapping = mapping("id");
    }

    /** Beside the repository, however deep this work tree of it lies. */
    private static Path real() {
        var data = Path.of("shared/data/crm-sales/sales_pipeline.csv");
        for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(data))) {
                return at.resolve(data);
            }
        }
        return data;
    }

    static String mapping(String idColumn) {
        return """
        {"resource":"deals","currency":"USD",
         "columns":{"%s":"externalId","agent":"ownerName","account":"companyName","stage":"stage",
                    "opened":"openedAt","closed":"closedAt","value":"value",
                    "product":"customFields.product"},
         "templates":{"name":"{product} for {account}"},"defaults":{"lostReason":"unknown"}}"""
                .formatted(idColumn);
    }

    static String row(int id) {
        return "ext-%d,Moses Frase,GTX,Cancity,Closed Won,2025-01-01,2025-02-01,%d\n"
                .formatted(id, 100 + id);
    }

    static String rows(int count) {
        var text = new StringBuilder(HEADER);
        for (int i = 1; i <= count; i++) {
            text.append(row(i));
        }
        return text.toString();
    }

    Answer upload(String path, byte[] file) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(
                """
                --cut\r
                Content-Disposition: form-data; name="mapping"\r
                Content-Type: application/json\r
                \r
                %s\r
                --cut\r
                Content-Disposition: form-data; name="file"; filename="deals.csv"\r
                Content-Type: text/csv\r
                \r
                """
                        .formatted(mapping)
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n--cut--\r\n".getBytes(StandardCharsets.UTF_8));
        return owner.send(
                "POST",
                path,
                body.toByteArray(),
                "Content-Type",
                "multipart/form-data; boundary=cut");
    }

    Answer upload(String text) {
        return upload("/api/imports", text.getBytes(StandardCharsets.UTF_8));
    }

    JsonNode ended(Answer started) {
        assertThat(started.status()).as(started.toString()).isEqualTo(202);
        assertThat(started.header("Location")).endsWith("/api/imports/" + started.id());
        return await().atMost(Duration.ofMinutes(3))
                .until(
                        () -> owner.get("/api/imports/" + started.id()).json(),
                        state -> !state.path("status").asString().equals("RUNNING"));
    }

    static void assertCounts(JsonNode state, int created, int skipped, int failed) {
        assertThat(state.path("status").asString()).as(state.toString()).isEqualTo("COMPLETED");
        assertThat(state.path("created").asInt()).isEqualTo(created);
        assertThat(state.path("skipped").asInt()).isEqualTo(skipped);
        assertThat(state.path("failed").asInt()).isEqualTo(failed);
        assertThat(state.path("processed").asInt()).isEqualTo(state.path("total").asInt());
    }

    int total(String path) {
        return owner.get(path).json().path("pagination").path("total").asInt();
    }

    @Test
    void rows_become_deals_with_their_owners_and_companies_at_their_own_times() {
        assertCounts(ended(upload(rows(3))), 3, 0, 0);
        var deal = owner.get("/api/deals?externalId=ext-2").json().path("data").path(0);
        assertThat(deal.path("name").asString()).isEqualTo("GTX for Cancity");
        assertThat(deal.path("status").asString()).isEqualTo("WON");
        assertThat(deal.path("ownerName").asString()).isEqualTo("Moses Frase");
        assertThat(deal.path("companyName").asString()).isEqualTo("Cancity");
        assertThat(deal.path("openedAt").asString()).isEqualTo("2025-01-01T00:00:00Z");
        assertThat(deal.path("closedAt").asString()).isEqualTo("2025-02-01T00:00:00Z");
        assertThat(total("/api/companies")).isEqualTo(1);
    }

    @Test
    void bad_rows_are_told_with_their_lines_and_never_stop_others() {
        var text = new StringBuilder(HEADER);
        for (int i = 1; i <= 2000; i++) {
            text.append(i % 100 == 0 ? "ext-%d,,GTX,,Nowhere,,,-1\n".formatted(i) : row(i));
        }
        var state = ended(upload(text.toString()));
        assertCounts(state, 1980, 0, 20);
        assertThat(state.path("errors").size()).isEqualTo(40);
        assertThat(state.path("errors").path(0).path("row").asInt()).isEqualTo(101);
        assertThat(state.path("errors").valueStream().map(e -> e.path("column").asString()))
                .contains("stage", "value");
    }

    @Test
    void importing_again_creates_nothing() {
        ended(upload(rows(300)));
        assertCounts(ended(upload(rows(301))), 1, 300, 0);
        assertThat(total("/api/deals?pageSize=1")).isEqualTo(301);
    }

    @Test
    void a_row_that_is_twice_in_a_file_is_taken_once() {
        assertCounts(ended(upload(rows(2) + row(2))), 2, 1, 0);
    }

    @Test
    void a_dry_run_checks_everything_and_writes_nothing() {
        var file = (rows(2) + row(2) + "x,,,,,,,abc\n").getBytes(StandardCharsets.UTF_8);
        assertCounts(ended(upload("/api/imports?dryRun=true", file)), 2, 1, 1);
        assertThat(total("/api/deals?pageSize=1")).isZero();
        assertThat(total("/api/companies?pageSize=1")).isZero();
    }

    @Test
    void an_import_is_taken_back_as_a_whole_and_can_be_done_again() {
        var started = upload(rows(300));
        ended(started);
        for (int i = 0; i < 2; i++) {
            assertThat(owner.post("/api/imports/" + started.id() + "/undo", "{}").status())
                    .isEqualTo(200);
            assertThat(owner.get("/api/imports/" + started.id()).json().path("status").asString())
                    .isEqualTo("UNDONE");
        }
        assertThat(total("/api/deals?pageSize=1&archived=false")).isZero();
        assertThat(total("/api/companies?pageSize=1&archived=false")).isZero();
        assertCounts(ended(upload(rows(300))), 300, 0, 0);
    }

    @Test
    void files_in_windows_1252_are_read_and_it_is_said() {
        var text = HEADER + "e,Jürgen Groß,Dusche,Müller,Lead,,,1\n";
        var state = ended(upload("/api/imports", text.getBytes(Charset.forName("windows-1252"))));
        assertCounts(state, 1, 0, 0);
        assertThat(state.path("encoding").asString()).isEqualTo("windows-1252");
        assertThat(owner.get("/api/companies").json().path("data").path(0).path("name").asString())
                .isEqualTo("Müller");
    }

    @Test
    void what_is_wrong_with_a_file_as_a_whole_is_said_before_anything_begins() {
        assertRefused(upload(""), 400, "file");
        assertRefused(upload(HEADER), 400, "file");
        assertRefused(upload(rows(1) + "\"open,\n"), 400, "file");
        mapping = mapping("no such column");
        assertRefused(upload(rows(1)), 400, "mapping.columns.no such column");
        mapping = mapping("id").replace("USD", "XXQ");
        assertRefused(upload(rows(1)), 400, "mapping.currency");
        mapping =
                mapping("id")
                        .replace(
                                "\"currency\"",
                                "\"pipelineId\":\"pipeline-00000000-0000-7000-8000-000000000000\",\"currency\"");
        assertRefused(upload(rows(1)), 422, "mapping.pipelineId");
        mapping = "{\"resource\":";
        assertRefused(upload(rows(1)), 400, "mapping");
        mapping = mapping("id").replace("\"currency\"", "\"colour\":\"red\",\"currency\"");
        assertRefused(upload(rows(1)), 400, "mapping.colour");
        assertThat(total("/api/imports")).isZero();
    }

    static void assertRefused(Answer answer, int status, String field) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.field()).isEqualTo(field);
    }

    @Test
    void a_stranger_knows_nothing_of_it() {
        var started = upload(rows(1));
        ended(started);
        var stranger = registered();
        assertThat(stranger.get("/api/imports/" + started.id()).status()).isEqualTo(404);
        assertThat(stranger.post("/api/imports/" + started.id() + "/undo", "{}").status())
                .isEqualTo(404);
        assertThat(anonymous().get("/api/imports/" + started.id()).status()).isEqualTo(401);
        assertThat(stranger.get("/api/imports").json().path("data").size()).isZero();
    }

    @Test
    void eight_thousand_eight_hundred_real_opportunities_go_in() throws IOException {
        assumeTrue(
                Files.exists(REAL),
                "skipped: the real data is not here (shared/data/crm-sales/sales_pipeline.csv)");
        mapping =
                """
                {"resource":"deals","currency":"USD",
                 "columns":{"opportunity_id":"externalId","sales_agent":"ownerName",
                            "account":"companyName","engage_date":"openedAt",
                            "close_value":"value"},
                 "templates":{"name":"{product} for {account}"}}""";
        assertCounts(ended(upload("/api/imports", Files.readAllBytes(REAL))), 8800, 0, 0);
    }
}
