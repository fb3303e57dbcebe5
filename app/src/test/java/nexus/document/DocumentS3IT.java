package nexus.document;

import static nexus.document.Forms.pdf;
import static nexus.document.Forms.settled;
import static nexus.document.Forms.state;
import static nexus.document.Forms.upload;
import static nexus.document.Forms.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import nexus.app.EngineTest;
import nexus.platform.testing.FakeS3;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Documents whose bytes are in an object store. */
@DirtiesContext // ends with its store
class DocumentS3IT extends EngineTest {

    private static final FakeS3 S3 = begin();

    private static FakeS3 begin() {
        try {
            return new FakeS3();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @DynamicPropertySource
    static void store(DynamicPropertyRegistry registry) {
        registry.add("nexus.blobs.store", () -> "s3");
        registry.add("nexus.blobs.s3.endpoint", () -> S3.endpoint().toString());
        registry.add("nexus.blobs.s3.bucket", () -> FakeS3.BUCKET);
        registry.add("nexus.blobs.s3.access-key", () -> FakeS3.ACCESS_KEY);
        registry.add("nexus.blobs.s3.secret-key", () -> FakeS3.SECRET_KEY);
    }

    @AfterAll
    static void end() {
        S3.close();
    }

    @Test
    void a_document_goes_in_and_out_and_what_is_rejected_is_destroyed() {
        var owner = registered();
        var contact = owner.post("/api/contacts", "{\"lastName\":\"Wagner\"}").id();
        var contract = pdf("signed by everybody");
        var uploaded = upload(owner, contact, "signed-contract", "Contract.pdf", contract);
        assertThat(state(settled(owner, uploaded))).isEqualTo("AVAILABLE");
        assertThat(S3.keys()).hasSize(1);
        var content = "/api/documents/" + uploaded.id() + "/content";
        assertThat(owner.get(content).response().body()).isEqualTo(contract);
        var part = owner.get(content, "Range", "bytes=1-3");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.response().body()).isEqualTo(utf8("PDF"));

        var eicar =
                utf8("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS" + "-TEST-FILE!$H+H*");
        var virus = upload(owner, contact, "quote", "eicar.txt", eicar);
        assertThat(state(settled(owner, virus))).isEqualTo("REJECTED");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(S3.keys()).hasSize(1));
    }
}
