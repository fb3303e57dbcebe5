package nexus.document;

import static nexus.document.Forms.file;
import static nexus.document.Forms.form;
import static nexus.document.Forms.pdf;
import static nexus.document.Forms.send;
import static nexus.document.Forms.settled;
import static nexus.document.Forms.state;
import static nexus.document.Forms.upload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import nexus.app.EngineTest;
import nexus.platform.testing.FakeClamd;
import nexus.testing.Client;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Documents where a scanner is configured: what it has not found clean, nobody reads. */
@DirtiesContext // ends with its scanner
class DocumentScannerIT extends EngineTest {

    private static final FakeClamd CLAMD = new FakeClamd();

    @Autowired JdbcClient db;

    Client owner = anonymous();
    String contact = "";

    @DynamicPropertySource
    static void scanner(DynamicPropertyRegistry registry) {
        registry.add("nexus.documents.clamd", CLAMD::address);
    }

    @AfterAll
    static void end() {
        CLAMD.close();
    }

    @BeforeEach
    void register() {
        owner = registered();
        contact = owner.post("/api/contacts", "{\"lastName\":\"Wagner\"}").id();
    }

    @Test
    void what_the_scanner_finds_clean_is_available() {
        var uploaded = upload(owner, contact, "quote", "Quote.pdf", pdf("clean"));
        var document = settled(owner, uploaded);
        assertThat(state(document)).isEqualTo("AVAILABLE");
        assertThat(document.path("versions").path(0).path("checkedBy").asString())
                .isEqualTo("clamd");
    }

    @Test
    void what_it_finds_infected_is_rejected_and_the_version_before_stays() {
        var uploaded = upload(owner, contact, "quote", "Quote.pdf", pdf("clean"));
        settled(owner, uploaded);
        var path = "/api/documents/" + uploaded.id();
        var infected =
                send(owner, path + "/versions", form(file("Quote.pdf", pdf(FakeClamd.VIRUS))));
        var document = settled(owner, infected);
        assertThat(state(document)).isEqualTo("REJECTED");
        assertThat(document.path("reason").asString())
                .isEqualTo(FakeClamd.NAME + " was found in it.");
        assertThat(document.path("served").asInt()).isEqualTo(1);
        assertThat(owner.get(path + "/content").response().body()).isEqualTo(pdf("clean"));
        assertThat(owner.get(path + "/content?version=2").code())
                .isEqualTo("document.not-available");
    }

    @Test
    void while_the_scanner_is_away_nothing_becomes_available_and_all_does_when_it_is_back() {
        CLAMD.goAway();
        try {
            var clean = upload(owner, contact, "quote", "Quote.pdf", pdf("clean"));
            var infected = upload(owner, contact, "quote", "Other.pdf", pdf(FakeClamd.VIRUS));
            assertThat(clean.status()).as("it is taken in all the same").isEqualTo(201);
            await().atMost(Duration.ofSeconds(30)).until(() -> attempts(clean.id()) >= 2);
            for (var id : new String[] {clean.id(), infected.id()}) {
                var document = owner.get("/api/documents/" + id).json();
                assertThat(state(document)).isEqualTo("UPLOADED");
                var content = owner.get("/api/documents/" + id + "/content");
                assertThat(content.status()).isEqualTo(409);
                assertThat(content.code()).isEqualTo("document.not-available");
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> owner.get("/health").status() == 503);
            assertThat(owner.get("/health/ready").status()).isEqualTo(200);
            CLAMD.comeBack();
            assertThat(state(settled(owner, clean))).isEqualTo("AVAILABLE");
            assertThat(state(settled(owner, infected))).isEqualTo("REJECTED");
            await().atMost(Duration.ofSeconds(30))
                    .until(
                            () ->
                                    owner.get("/health")
                                            .json()
                                            .at("/checks/documents/status")
                                            .asString()
                                            .equals("up"));
        } finally {
            CLAMD.comeBack();
        }
    }

    private int attempts(String document) {
        return db.sql("select attempts from document_check where document_id = :id")
                .param("id", document)
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    @Test
    void what_is_archived_in_quarantine_stays_there_until_it_is_restored() {
        CLAMD.goAway();
        try {
            var uploaded = upload(owner, contact, "quote", "Quote.pdf", pdf("clean"));
            var path = "/api/documents/" + uploaded.id();
            assertThat(owner.delete(path).status()).isEqualTo(200);
            CLAMD.comeBack();
            await().atMost(Duration.ofSeconds(30)).until(() -> isSuspended(uploaded.id()));
            assertThat(state(owner.get(path).json())).isEqualTo("UPLOADED");
            assertThat(owner.post(path + "/restore", "").status()).isEqualTo(200);
            assertThat(state(settled(owner, uploaded))).isEqualTo("AVAILABLE");
        } finally {
            CLAMD.comeBack();
        }
    }

    private boolean isSuspended(String document) {
        return db.sql(
                        """
                        select not_before = 'infinity' from document_check
                        where document_id = :id""")
                .param("id", document)
                .query(Boolean.class)
                .single();
    }
}
