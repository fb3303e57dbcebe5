package nexus.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nexus.platform.testing.FakeClamd;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Large files and processes that die over them. Each node has a heap of 256 megabytes, of which a
 * file of 200 has no need.
 */
class UploadsIT {

    private static final long LARGE = 200_000_000;
    private static final int BLOCK = 1_000_000;

    private Cluster cluster;
    private Node commandSide;
    private Node querySide;
    private String token;
    private String contact;

    @BeforeEach
    void allNodesAreUp() {
        cluster = Cluster.whole();
        commandSide = cluster.commandSides().getFirst();
        querySide = cluster.querySides().getFirst();
        token = cluster.token();
        var made = commandSide.send("POST", "/api/contacts", token, "{\"lastName\":\"Wagner\"}");
        contact = made.id();
    }

    private String begin(String name) {
        return """
        --cut\r
        Content-Disposition: form-data; name="meta"\r
        \r
        {"recordId":"%s","kind":"film"}\r
        --cut\r
        Content-Disposition: form-data; name="file"; filename="%s"\r
        \r
        """
                .formatted(contact, name);
    }

    private static final String END = "\r\n--cut--\r\n";

    /** Some film: it begins as one, and goes on as long as is wanted. */
    private static final class Film extends InputStream {
        private static final byte[] HEAD = {
            0, 0, 0, 24, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm', 0, 0, 2, 0, 'i', 's', 'o', 'm',
            'm', 'p', '4', '1'
        };
        private final long size;
        private long at;

        Film(long size) {
            this.size = size;
        }

        @Override
        public int read() {
            if (at == size) {
                return -1;
            }
            var next = at < HEAD.length ? HEAD[(int) at] : (byte) (at * 31 >> 7);
            at++;
            return next & 0xff;
        }
    }

    private static String sha256(InputStream bytes) throws IOException, NoSuchAlgorithmException {
        var digest = new DigestInputStream(bytes, MessageDigest.getInstance("SHA-256"));
        digest.transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    }

    private InputStream form(String name, long size) {
        return new java.io.SequenceInputStream(
                java.util.Collections.enumeration(
                        List.of(bytes(begin(name)), new Film(size), bytes(END))));
    }

    private static InputStream bytes(String text) {
        return new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private Set<Path> kept() throws IOException {
        try (var files = Files.walk(cluster.folder().resolve("blobs"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".lock"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void a_file_nearly_as_large_as_the_heap_goes_in_and_out() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var upload =
                    HttpRequest.newBuilder(URI.create(commandSide.url() + "/api/documents"))
                            .timeout(Duration.ofMinutes(3))
                            .header("Content-Type", "multipart/form-data; boundary=cut")
                            .header("Authorization", "Bearer " + token)
                            .POST(BodyPublishers.ofInputStream(() -> form("film.mp4", LARGE)))
                            .build();
            var uploaded = http.send(upload, BodyHandlers.ofString());
            assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(201);
            var path = uploaded.headers().firstValue("Location").orElseThrow();
            await().atMost(Duration.ofMinutes(2))
                    .until(
                            () ->
                                    querySide
                                            .get(path, token)
                                            .json()
                                            .path("state")
                                            .asString()
                                            .equals("AVAILABLE"));
            var download =
                    HttpRequest.newBuilder(URI.create(querySide.url() + path + "/content"))
                            .timeout(Duration.ofMinutes(3))
                            .header("Authorization", "Bearer " + token)
                            .build();
            var downloaded = http.send(download, BodyHandlers.ofInputStream());
            assertThat(downloaded.statusCode()).isEqualTo(200);
            var sha256 = sha256(new Film(LARGE));
            try (var film = downloaded.body()) {
                assertThat(sha256(film)).isEqualTo(sha256);
            }
            assertThat(querySide.get(path, token).json().path("sha256").asString())
                    .isEqualTo(sha256);
        }
    }

    @Test
    void a_file_beyond_the_limit_is_refused_before_it_is_sent() throws Exception {
        try (var socket = new Socket("127.0.0.1", URI.create(commandSide.url()).getPort())) {
            socket.setSoTimeout(10_000);
            request(socket.getOutputStream(), 300_000_000);
            var answer = socket.getInputStream().readNBytes("HTTP/1.1 413".length());
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
        }
    }

    private void request(OutputStream out, long length) throws IOException {
        out.write(
                """
                POST /api/documents HTTP/1.1\r
                Host: 127.0.0.1\r
                Authorization: Bearer %s\r
                Content-Type: multipart/form-data; boundary=cut\r
                Content-Length: %d\r
                \r
                """
                        .formatted(token, length)
                        .getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Test
    void who_dies_in_the_middle_of_an_upload_leaves_nothing_behind() throws Exception {
        var before = kept();
        var block = new byte[BLOCK];
        Arrays.fill(block, (byte) 'x');
        try (var socket = new Socket("127.0.0.1", URI.create(commandSide.url()).getPort())) {
            var out = socket.getOutputStream();
            request(out, LARGE);
            out.write(begin("film.mp4").getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 20; i++) {
                out.write(block);
            }
            out.flush();
            await().atMost(Duration.ofSeconds(20)).until(() -> kept().size() > before.size());
            commandSide.kill();
        }
        assertThat(kept()).as("half of it is there").hasSizeGreaterThan(before.size());
        cluster.restart(commandSide);
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(kept()).isEqualTo(before));
        var all = querySide.get("/api/documents?recordId=" + contact, token);
        assertThat(all.json().path("pagination").path("total").asInt(-1)).isZero();
    }

    @Test
    void who_dies_over_a_check_leaves_it_to_another() throws Exception {
        try (var clamd = new FakeClamd()) {
            clamd.saysNothing();
            var scanned = Map.of("NEXUS_DOCUMENTS_CLAMD", clamd.address());
            cluster.commandSides().forEach(Node::kill);
            cluster.commandSides().forEach(node -> node.begin(scanned));
            cluster.commandSides().forEach(Node::awaitReady);
            var path = "/api/documents/" + uploaded("%PDF-1.7 to be looked at");
            await().atMost(Duration.ofSeconds(30)).until(() -> clamd.scanned() > 0);
            cluster.commandSides().forEach(Node::kill);
            await().atMost(Duration.ofSeconds(30)).until(() -> stateOf(path).equals("UPLOADED"));

            clamd.answers();
            var other = cluster.commandSides().getLast();
            other.begin(scanned);
            other.awaitReady();
            await().atMost(Duration.ofMinutes(1)).until(() -> stateOf(path).equals("AVAILABLE"));
        } finally {
            cluster.commandSides().stream().filter(Node::isRunning).forEach(Node::kill);
        }
    }

    private String uploaded(String content) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var upload =
                    HttpRequest.newBuilder(URI.create(commandSide.url() + "/api/documents"))
                            .header("Content-Type", "multipart/form-data; boundary=cut")
                            .header("Authorization", "Bearer " + token)
                            .POST(BodyPublishers.ofString(begin("quote.pdf") + content + END))
                            .build();
            var answer = http.send(upload, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            var location = answer.headers().firstValue("Location").orElseThrow();
            return location.substring(location.lastIndexOf('/') + 1);
        }
    }

    private String stateOf(String path) {
        return querySide.get(path, token).json().path("state").asString("");
    }

    @Test
    void bytes_that_were_put_away_for_a_document_that_never_came_to_be_are_collected()
            throws Exception {
        var before = kept();
        var organization =
                cluster.db()
                        .sql("select organization_id from event where stream_id = :contact limit 1")
                        .param("contact", contact)
                        .query(String.class)
                        .single();
        var blob = "blob-01990000-0000-7000-8000-0000000000ff";
        var file =
                cluster.folder().resolve("blobs").resolve(organization).resolve("ff").resolve(blob);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, "put away, and then the power went");
        cluster.db()
                .sql(
                        """
                        insert into blob_garbage (blob_id, organization_id, due_at)
                        values (:blob, :organization, now())""")
                .param("blob", blob)
                .param("organization", organization)
                .update();
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(kept()).isEqualTo(before));
    }
}
