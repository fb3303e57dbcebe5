package nexus.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import nexus.testing.Client;
import nexus.testing.Client.Answer;
import tools.jackson.databind.JsonNode;

/** Uploads as a client sends them. */
final class Forms {

    static final String MULTIPART = "multipart/form-data; boundary=cut";

    private Forms() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] pdf(String text) {
        return utf8("%PDF-1.7\n% " + text + "\n%%EOF\n");
    }

    static byte[] meta(String recordId, String kind) {
        return text("meta", "{\"recordId\":\"%s\",\"kind\":\"%s\"}".formatted(recordId, kind));
    }

    static byte[] text(String name, String content) {
        return utf8(
                "--cut\r\nContent-Disposition: form-data; name=\"%s\"\r\nContent-Type: application/json\r\n\r\n%s\r\n"
                        .formatted(name, content));
    }

    static byte[] file(String name, byte[] content) {
        return filePart("filename=\"" + name + "\"", content);
    }

    static byte[] filePart(String nameParameter, byte[] content) {
        return joined(
                utf8(
                        "--cut\r\nContent-Disposition: form-data; name=\"file\"; %s\r\nContent-Type: application/octet-stream\r\n\r\n"
                                .formatted(nameParameter)),
                content,
                utf8("\r\n"));
    }

    static byte[] form(byte[]... parts) {
        return joined(joined(parts), utf8("--cut--\r\n"));
    }

    static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static Answer send(Client who, String path, byte[] form, String... headers) {
        var all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Content-Type";
        all[1] = MULTIPART;
        return who.send("POST", path, form, all);
    }

    static Answer upload(Client who, String recordId, String kind, String name, byte[] content) {
        return send(who, "/api/documents", form(file(name, content), meta(recordId, kind)));
    }

    /** Waits until a document is out of quarantine. */
    static JsonNode settled(Client who, Answer uploaded) {
        assertThat(uploaded.status()).as(uploaded.toString()).isIn(200, 201);
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> who.get("/api/documents/" + uploaded.id()).json(),
                        document -> !document.path("state").asString().equals("UPLOADED"));
    }

    static String state(JsonNode document) {
        return document.path("state").asString();
    }
}
