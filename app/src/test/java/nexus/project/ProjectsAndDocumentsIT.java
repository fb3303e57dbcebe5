package nexus.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import nexus.app.EngineTest;
import nexus.testing.Client;
import org.junit.jupiter.api.Test;

/** What the documents of a project do to its gates, by themselves. */
class ProjectsAndDocumentsIT extends EngineTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String PDF = "%PDF-1.7\n%of a form";

    private static String project(Client client) {
        var opened =
                client.post(
                        "/api/projects",
                        """
                        {"client":{"firstName":"Zoe","lastName":"Client"},"title":"Bathroom"}""");
        assertThat(opened.status()).as("%s", opened).isEqualTo(201);
        return opened.id();
    }

    private static Client.Answer upload(
            Client client, String project, String kind, String content) {
        var boundary = UUID.randomUUID().toString();
        var body =
                "--%1$s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%2$s.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%3$s\r\n--%1$s\r\nContent-Disposition: form-data; name=\"meta\"\r\nContent-Type: application/json\r\n\r\n{\"recordId\":\"%4$s\",\"kind\":\"%2$s\"}\r\n--%1$s--\r\n"
                        .formatted(boundary, kind, content, project);
        return client.send(
                "POST",
                "/api/documents",
                body.getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "multipart/form-data; boundary=" + boundary);
    }

    private static String uploaded(Client client, String project, String kind) {
        var answer = upload(client, project, kind, PDF);
        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        return answer.id();
    }

    private static String stateOf(Client client, String project, String key) {
        return client.get("/api/projects/" + project)
                .json()
                .path("requirements")
                .valueStream()
                .filter(one -> one.path("key").asString().equals(key))
                .findFirst()
                .orElseThrow()
                .path("state")
                .asString();
    }

    private static void awaitState(Client client, String project, String key, String state) {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(stateOf(client, project, key)).isEqualTo(state));
    }

    @Test
    void a_document_meets_its_gate_when_it_can_be_read_and_no_more_when_it_is_put_away() {
        var client = registered();
        var project = project(client);
        assertThat(stateOf(client, project, "enquiry-form")).isEqualTo("OPEN");
        var document = uploaded(client, project, "enquiry-form");
        awaitState(client, project, "enquiry-form", "SATISFIED");
        assertThat(client.delete("/api/documents/" + document).status()).isEqualTo(200);
        awaitState(client, project, "enquiry-form", "OPEN");
    }

    @Test
    void one_of_two_documents_is_enough() {
        var client = registered();
        var project = project(client);
        var first = uploaded(client, project, "enquiry-form");
        uploaded(client, project, "enquiry-form");
        awaitState(client, project, "enquiry-form", "SATISFIED");
        client.delete("/api/documents/" + first);
        await().during(Duration.ofMillis(800))
                .atMost(LONG)
                .until(() -> stateOf(client, project, "enquiry-form").equals("SATISFIED"));
    }

    @Test
    void what_is_refused_meets_nothing() {
        var client = registered();
        var project = project(client);
        upload(client, project, "enquiry-form", "MZ is no form");
        uploaded(client, project, "consultation-confirmation");
        awaitState(client, project, "consultation-confirmation", "SATISFIED");
        assertThat(stateOf(client, project, "enquiry-form")).isEqualTo("OPEN");
    }

    @Test
    void four_photos_are_photos() {
        var client = registered();
        var project = project(client);
        for (int i = 0; i < 4; i++) {
            assertThat(stateOf(client, project, "photos-uploaded")).isEqualTo("OPEN");
            uploaded(client, project, "site-photos");
        }
        awaitState(client, project, "photos-uploaded", "SATISFIED");
    }
}
