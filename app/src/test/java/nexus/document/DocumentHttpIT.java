package nexus.document;

import static nexus.document.Forms.file;
import static nexus.document.Forms.filePart;
import static nexus.document.Forms.form;
import static nexus.document.Forms.meta;
import static nexus.document.Forms.pdf;
import static nexus.document.Forms.send;
import static nexus.document.Forms.settled;
import static nexus.document.Forms.state;
import static nexus.document.Forms.text;
import static nexus.document.Forms.upload;
import static nexus.document.Forms.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import nexus.app.EngineTest;
import nexus.testing.Client;
import nexus.testing.Client.Answer;
import nexus.testing.TestServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents from the upload to the download, and what is refused on the way. */
class DocumentHttpIT extends EngineTest {

    private static final byte[] CONTRACT = pdf("signed by everybody");

    Client owner = anonymous();
    Client stranger = anonymous();
    String contact = "";

    @BeforeEach
    void register() {
        owner = registered();
        stranger = registered();
        contact = made("/api/contacts", "{\"lastName\":\"Wagner\"}");
    }

    private String made(String path, String body) {
        var answer = owner.post(path, body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.id();
    }

    private Answer uploaded() {
        return upload(owner, contact, "signed-contract", "Contract.pdf", CONTRACT);
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** All files that the engine keeps, and all that are on their way in. */
    private static Set<Path> kept() throws IOException {
        try (var files = Files.walk(TestServers.data().root().resolve("blobs"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".lock"))
                    .filter(file -> !file.toString().contains("/incoming/"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String content(Answer document) {
        return "/api/documents/" + document.id() + "/content";
    }

    @Test
    void a_document_is_uploaded_checked_and_read() throws NoSuchAlgorithmException {
        var uploaded = uploaded();
        assertThat(uploaded.status()).as(uploaded.toString()).isEqualTo(201);
        assertThat(uploaded.header("Location")).endsWith("/api/documents/" + uploaded.id());
        var document = settled(owner, uploaded);
        assertThat(state(document)).as(document.toString()).isEqualTo("AVAILABLE");
        assertThat(document.path("recordId").asString()).isEqualTo(contact);
        assertThat(document.path("kind").asString()).isEqualTo("signed-contract");
        assertThat(document.path("name").asString()).isEqualTo("Contract.pdf");
        assertThat(document.path("size").asInt()).isEqualTo(CONTRACT.length);
        assertThat(document.path("sha256").asString()).isEqualTo(sha256(CONTRACT));
        assertThat(document.path("contentType").asString()).isEqualTo("application/pdf");
        assertThat(document.path("versions").path(0).path("checkedBy").asString())
                .isEqualTo("none");

        var read = owner.get(content(uploaded));
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.response().body()).isEqualTo(CONTRACT);
        assertThat(read.header("Content-Type")).isEqualTo("application/pdf");
        assertThat(read.header("Content-Length")).isEqualTo("" + CONTRACT.length);
        assertThat(read.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"Contract.pdf\"; filename*=UTF-8''Contract.pdf");
        assertThat(read.response().headers().allValues("X-Content-Type-Options"))
                .containsExactly("nosniff");
        assertThat(read.header("Content-Security-Policy")).contains("sandbox");
        assertThat(read.header("ETag")).isEqualTo('"' + sha256(CONTRACT) + '"');
        assertThat(read.header("Accept-Ranges")).isEqualTo("bytes");
    }

    @Test
    void the_parts_of_a_form_come_in_any_order_and_names_in_any_letters() {
        var first =
                send(
                        owner,
                        "/api/documents",
                        form(meta(contact, "other"), file("Plan für Müller.pdf", CONTRACT)));
        assertThat(settled(owner, first).path("name").asString()).isEqualTo("Plan für Müller.pdf");
        var encoded =
                send(
                        owner,
                        "/api/documents",
                        form(
                                filePart("filename*=UTF-8''%E5%A5%91%E7%B4%84.pdf", CONTRACT),
                                meta(contact, "other")));
        assertThat(settled(owner, encoded).path("name").asString()).isEqualTo("契約.pdf");
        assertThat(owner.get(content(encoded)).header("Content-Disposition"))
                .isEqualTo(
                        "attachment; filename=\"__.pdf\";"
                                + " filename*=UTF-8''%E5%A5%91%E7%B4%84.pdf");
    }

    @Test
    void parts_of_it_are_read() {
        var uploaded = uploaded();
        settled(owner, uploaded);
        var begin = owner.get(content(uploaded), "Range", "bytes=0-4");
        assertThat(begin.status()).isEqualTo(206);
        assertThat(begin.response().body()).isEqualTo(utf8("%PDF-"));
        assertThat(begin.header("Content-Range")).isEqualTo("bytes 0-4/" + CONTRACT.length);
        var end = owner.get(content(uploaded), "Range", "bytes=-6");
        assertThat(end.status()).isEqualTo(206);
        assertThat(end.response().body()).isEqualTo(utf8("%%EOF\n"));

        var beyond = owner.get(content(uploaded), "Range", "bytes=100000-");
        assertThat(beyond.status()).isEqualTo(416);
        assertThat(beyond.header("Content-Range")).isEqualTo("bytes */" + CONTRACT.length);

        var etag = begin.header("ETag");
        assertThat(owner.get(content(uploaded), "If-None-Match", etag).status()).isEqualTo(304);
        assertThat(owner.get(content(uploaded), "Range", "bytes=0-4", "If-Range", etag).status())
                .isEqualTo(206);
        assertThat(
                        owner.get(content(uploaded), "Range", "bytes=0-4", "If-Range", "\"other\"")
                                .response()
                                .body())
                .isEqualTo(CONTRACT);
    }

    /** The contract leaves HEAD to HTTP, which has it answer as GET does, without the bytes. */
    @Test
    void how_much_it_is_can_be_asked_before() throws IOException, InterruptedException {
        var uploaded = uploaded();
        settled(owner, uploaded);
        var question =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + content(uploaded)))
                        .HEAD()
                        .header("Authorization", "Bearer " + owner.token())
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            var head = http.send(question, HttpResponse.BodyHandlers.ofByteArray());
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(CONTRACT.length);
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void another_version_is_served_when_it_is_available_and_the_former_stays_to_be_asked_for() {
        var uploaded = uploaded();
        settled(owner, uploaded);
        var better = pdf("signed by everybody, and dated");
        var added =
                send(
                        owner,
                        "/api/documents/" + uploaded.id() + "/versions",
                        form(file("Contract 2.pdf", better)));
        assertThat(added.status()).as(added.toString()).isEqualTo(200);
        var document = settled(owner, added);
        assertThat(state(document)).isEqualTo("AVAILABLE");
        assertThat(document.path("name").asString()).isEqualTo("Contract 2.pdf");
        assertThat(document.path("versions").size()).isEqualTo(2);
        assertThat(document.path("served").asInt()).isEqualTo(2);
        assertThat(owner.get(content(uploaded)).response().body()).isEqualTo(better);
        assertThat(owner.get(content(uploaded) + "?version=1").response().body())
                .isEqualTo(CONTRACT);
        assertThat(owner.get(content(uploaded) + "?version=3").status()).isEqualTo(404);
    }

    @Test
    void documents_are_listed_by_their_record() {
        var company = made("/api/companies", "{\"name\":\"Cancity\"}");
        var one = uploaded();
        var other = upload(owner, company, "quote", "Quote.pdf", pdf("for the kitchen"));
        settled(owner, one);
        settled(owner, other);
        var ofContact = owner.get("/api/documents?recordId=" + contact).json();
        assertThat(ofContact.path("pagination").path("total").asInt()).isEqualTo(1);
        assertThat(ofContact.path("data").path(0).path("id").asString()).isEqualTo(one.id());
        assertThat(total("?kind=quote&state=AVAILABLE")).isEqualTo(1);
        assertThat(total("?q=contr")).isEqualTo(1);
        assertThat(total("?sort=-size,name&size.gte=1")).isEqualTo(2);
        assertThat(total("?asOf=2020-01-01T00:00:00Z")).isZero();
    }

    private int total(String query) {
        var page = owner.get("/api/documents" + query);
        assertThat(page.status()).as(page.toString()).isEqualTo(200);
        return page.json().path("pagination").path("total").asInt();
    }

    @Test
    void a_document_belongs_to_a_deal_or_a_company_as_well() {
        var deal =
                made(
                        "/api/deals",
                        "{\"name\":\"Kitchen\",\"value\":{\"amount\":\"1.00\",\"currency\":\"EUR\"}}");
        assertThat(upload(owner, deal, "quote", "Quote.pdf", CONTRACT).status()).isEqualTo(201);
    }

    @Test
    void what_is_archived_is_not_served_until_it_is_restored() {
        var uploaded = uploaded();
        settled(owner, uploaded);
        var path = "/api/documents/" + uploaded.id();
        assertThat(owner.delete(path).status()).isEqualTo(200);
        assertThat(owner.get(path).json().path("archived").asBoolean()).isTrue();
        assertThat(owner.get(content(uploaded)).code()).isEqualTo("record.archived");
        assertThat(total("?recordId=" + contact)).isZero();
        assertThat(total("?recordId=" + contact + "&archived=true")).isEqualTo(1);
        var refused = send(owner, path + "/versions", form(file("Contract.pdf", CONTRACT)));
        assertThat(refused.code()).isEqualTo("record.archived");
        assertThat(owner.post(path + "/restore", "").status()).isEqualTo(200);
        assertThat(owner.get(content(uploaded)).status()).isEqualTo(200);
    }

    @Test
    void what_happened_to_it_is_told() {
        var uploaded = uploaded();
        settled(owner, uploaded);
        var history = owner.get("/api/documents/" + uploaded.id() + "/history").json();
        assertThat(history.path("data").path(0).path("type").asString())
                .isEqualTo("document.available@1");
        assertThat(history.path("data").path(0).path("actor").path("kind").asString())
                .isEqualTo("SYSTEM");
        assertThat(history.path("data").path(1).path("type").asString())
                .isEqualTo("document.uploaded@1");
        var diff = owner.get("/api/documents/" + uploaded.id() + "/diff?from=0");
        assertThat(diff.json().toString()).contains("AVAILABLE");
    }

    @Test
    void a_stranger_finds_nothing_anywhere() throws IOException {
        var uploaded = uploaded();
        settled(owner, uploaded);
        var path = "/api/documents/" + uploaded.id();
        var before = kept();
        var answers =
                List.of(
                        stranger.get(path),
                        stranger.get(path + "/content"),
                        stranger.get(path + "/content?version=1", "Range", "bytes=0-1"),
                        stranger.get(path + "/history"),
                        stranger.get(path + "/diff?from=0"),
                        stranger.delete(path),
                        stranger.post(path + "/restore", ""),
                        send(stranger, path + "/versions", form(file("Mine.pdf", CONTRACT))));
        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(404));
        assertThat(stranger.get("/api/documents?recordId=" + contact).json().path("data").size())
                .isZero();
        var toTheirContact = upload(stranger, contact, "quote", "Mine.pdf", CONTRACT);
        assertThat(toTheirContact.status()).isEqualTo(422);
        assertThat(toTheirContact.code()).isEqualTo("reference.not-found");
        assertThat(kept()).isEqualTo(before);
        assertThat(anonymous().get(path + "/content").status()).isEqualTo(401);
        assertThat(upload(anonymous(), contact, "quote", "Mine.pdf", CONTRACT).status())
                .isEqualTo(401);
        assertThat(owner.get(path + "/content").status()).isEqualTo(200);
    }

    private void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "..",
                "/etc/passwd.pdf",
                "a/b.pdf",
                "C:\\\\\\\\contract.pdf",
                "..\\\\\\\\contract.pdf"
            })
    void names_that_are_paths_are_refused_and_nothing_is_stored(String name) throws IOException {
        var before = kept();
        assertRefused(upload(owner, contact, "quote", name, CONTRACT), 400, "request.invalid");
        assertThat(kept()).isEqualTo(before);
    }

    @Test
    void what_is_of_no_kept_type_is_refused_and_nothing_is_stored() throws IOException {
        var before = kept();
        var program = "MZ\u0090\0\3\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(
                upload(owner, contact, "quote", "setup.exe", program),
                422,
                "document.type-not-allowed");
        assertRefused(
                upload(owner, contact, "quote", "Quote.pdf", program),
                422,
                "document.type-not-allowed");
        assertRefused(
                upload(
                        owner,
                        contact,
                        "quote",
                        "page.html",
                        utf8("<html><script></script></html>")),
                422,
                "document.type-not-allowed");
        assertRefused(
                upload(owner, contact, "quote", "Quote.pdf", utf8("just words\n")),
                422,
                "document.type-mismatch");
        assertRefused(
                upload(owner, contact, "quote", "Quote.pdf", new byte[0]), 422, "document.empty");
        assertRefused(
                upload(owner, contact, "quote", "bomb.zip", bomb()),
                422,
                "document.archive-unsafe");
        assertThat(kept()).isEqualTo(before);
        assertThat(total("")).isZero();
    }

    private static byte[] bomb() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("zeros"));
            zip.write(new byte[64 << 20]);
        }
        return bytes.toByteArray();
    }

    /** There is no scanner here; the file to try scanners with is known all the same. */
    @Test
    void a_virus_is_rejected_and_its_bytes_are_destroyed() throws IOException {
        var before = kept();
        var eicar =
                utf8("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS" + "-TEST-FILE!$H+H*");
        var uploaded = upload(owner, contact, "quote", "eicar.txt", eicar);
        var document = settled(owner, uploaded);
        assertThat(state(document)).isEqualTo("REJECTED");
        assertThat(document.path("reason").asString()).contains("EICAR");
        assertRefused(owner.get(content(uploaded)), 409, "document.not-available");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(kept()).isEqualTo(before));
    }

    @Test
    void forms_that_are_none_are_refused() throws IOException {
        var before = kept();
        var path = "/api/documents";
        var meta = meta(contact, "quote");
        var file = file("Quote.pdf", CONTRACT);
        for (var wrong :
                List.of(
                        form(file),
                        form(meta),
                        form(file, meta, text("more", "x")),
                        form(file, file, meta),
                        form(file, text("meta", "{\"recordId\":\"" + contact + "\"}")),
                        form(file, text("meta", "no json")),
                        form(file, text("meta", "null")),
                        form(file, meta(contact, "Not a kind!")),
                        form(
                                file,
                                text(
                                        "meta",
                                        "{\"recordId\":\"%s\",\"kind\":\"quote\",\"x\":1}"
                                                .formatted(contact))),
                        form(filePart("x=y", CONTRACT), meta),
                        Forms.joined(meta, utf8("--cut\r\nContent-Disposition: form-")),
                        utf8("not a form at all"))) {
            assertRefused(send(owner, path, wrong), 400, "request.invalid");
        }
        assertRefused(
                send(owner, path, form(file, meta("contact-none", "quote"))),
                422,
                "reference.not-found");
        assertRefused(
                send(
                        owner,
                        path,
                        form(file, meta("document-01990000-0000-7000-8000-000000000001", "quote"))),
                422,
                "reference.not-found");
        assertThat(owner.post(path, "{}").status()).isEqualTo(415);
        assertThat(kept()).isEqualTo(before);
    }

    @Test
    void the_same_upload_under_its_key_is_one_document_and_leaves_nothing_twice()
            throws IOException {
        var form = form(file("Contract.pdf", CONTRACT), meta(contact, "quote"));
        var first = send(owner, "/api/documents", form, "Idempotency-Key", "upload-1");
        var files = kept();
        var again = send(owner, "/api/documents", form, "Idempotency-Key", "upload-1");
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        // of the same length, and yet another
        var other = CONTRACT.clone();
        other[other.length - 8] ^= 1;
        var reused =
                send(
                        owner,
                        "/api/documents",
                        form(file("Contract.pdf", other), meta(contact, "quote")),
                        "Idempotency-Key",
                        "upload-1");
        assertRefused(reused, 422, "idempotency.key-reused");
        settled(owner, first);
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(kept()).isEqualTo(files));
        assertThat(total("?recordId=" + contact)).isEqualTo(1);
    }

    @Test
    void a_document_is_found_by_its_name_and_by_what_is_written_in_it() {
        var word = "w" + UUID.randomUUID().toString().replace("-", "");
        var text = utf8("Worktop in granite, " + word + ".\n");
        var uploaded = upload(owner, contact, "quote", "Worktops.txt", text);
        settled(owner, uploaded);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> found(owner, word).equals(uploaded.id()));
        assertThat(found(owner, "Worktops.txt")).isEqualTo(uploaded.id());
        assertThat(found(stranger, word)).isEmpty();
    }

    private static String found(Client who, String words) {
        var answer = who.get("/api/search?type=document&q=" + words);
        assertThat(answer.status()).as(answer.toString()).isIn(200, 503);
        return answer.json().path("data").path(0).path("id").asString("");
    }

    private Client viewer() {
        var email = "viewer-" + UUID.randomUUID() + "@example.com";
        owner.post(
                "/api/organization/members",
                """
                {"email":"%s","password":"staple-horse-4711","firstName":"Vi","lastName":"Ewer",
                 "role":"VIEWER"}"""
                        .formatted(email));
        var in =
                anonymous()
                        .post(
                                "/api/auth/login",
                                "{\"email\":\"%s\",\"password\":\"staple-horse-4711\"}"
                                        .formatted(email));
        assertThat(in.status()).as("%s", in).isEqualTo(200);
        return anonymous().withToken(in.json().path("accessToken").asString());
    }

    @Test
    void a_viewer_reads_and_changes_nothing() {
        var uploaded = uploaded();
        settled(owner, uploaded);
        var viewer = viewer();
        assertThat(viewer.get(content(uploaded)).status()).isEqualTo(200);
        var path = "/api/documents/" + uploaded.id();
        assertRefused(
                upload(viewer, contact, "quote", "Quote.pdf", CONTRACT), 403, "permission.denied");
        assertRefused(
                send(viewer, path + "/versions", form(file("Quote.pdf", CONTRACT))),
                403,
                "permission.denied");
        assertRefused(viewer.delete(path), 403, "permission.denied");
    }
}
