package nexus.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import nexus.testing.TestServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServersIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void postgres_keeps_committed_rows_through_a_kill() throws SQLException {
        var postgres = TestServers.postgres();
        String url = TestServers.freshDatabase();
        run(url, "create table kept(n int)");
        run(url, "insert into kept values (42)");

        postgres.kill();
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> run(url, "select 1"));
        postgres.restart();

        assertThat(one(url, "select n from kept")).isEqualTo("42");
    }

    @Test
    void postgres_is_durable_and_listens_to_this_machine_only() throws SQLException {
        String url = TestServers.postgres().jdbcUrl();
        assertThat(one(url, "show fsync")).isEqualTo("on");
        assertThat(one(url, "show synchronous_commit")).isEqualTo("on");
        assertThat(one(url, "show data_checksums")).isEqualTo("on");
        assertThat(one(url, "show listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(one(url, "show unix_socket_directories")).isEmpty();
    }

    @Test
    void postgres_asks_for_a_password_and_the_engine_is_no_superuser() throws SQLException {
        var postgres = TestServers.postgres();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), "nexus", "guess"))
                .withMessageContaining("password authentication failed");
        assertThat(
                        one(
                                postgres.jdbcUrl(),
                                "select rolsuper from pg_roles where rolname = current_user"))
                .isEqualTo("f");
    }

    @Test
    void lower_case_knows_letters_beyond_ascii() throws SQLException {
        assertThat(one(TestServers.postgres().jdbcUrl(), "select lower('ÉCLAIR')"))
                .isEqualTo("éclair");
    }

    @Test
    void secrets_are_readable_by_the_owner_alone() throws IOException {
        TestServers.postgres();
        Path secrets = TestServers.data().folder("secrets");
        assertThat(permissions(secrets)).isEqualTo("rwx------");
        assertThat(permissions(secrets.resolve("postgres-nexus"))).isEqualTo("rw-------");
    }

    @Test
    void elasticsearch_keeps_documents_through_a_kill() throws Exception {
        var elasticsearch = TestServers.elasticsearch();
        call("PUT", "/kept", "{\"settings\":{\"number_of_replicas\":0}}");
        call("PUT", "/kept/_doc/1", "{\"name\":\"shower\"}");

        elasticsearch.kill();
        elasticsearch.restart();

        assertThat(call("GET", "/kept/_doc/1", "").body()).contains("shower");
        call("DELETE", "/kept", "");
    }

    @Test
    void elasticsearch_has_the_standard_analysis_names() throws Exception {
        var definition =
                """
                {"settings": {"number_of_replicas": 0, "analysis": {
                    "filter": {
                      "starts": {"type": "edge_ngram", "min_gram": 2, "max_gram": 4},
                      "same": {"type": "synonym_graph", "synonyms": ["bath, tub"]}},
                    "normalizer": {"folded": {"type": "custom", "filter": ["lowercase", "asciifolding"]}},
                    "analyzer": {
                      "typed": {"tokenizer": "standard", "filter": ["lowercase", "asciifolding", "starts"]},
                      "asked": {"tokenizer": "standard", "filter": ["lowercase", "porter_stem", "same"]},
                      "whole": {"tokenizer": "keyword", "filter": ["trim", "lowercase", "word_delimiter_graph", "remove_duplicates"]}}}},
                 "mappings": {"properties": {
                    "text": {"type": "text", "analyzer": "english"},
                    "name": {"type": "text", "analyzer": "typed", "search_analyzer": "asked"},
                    "code": {"type": "keyword", "normalizer": "folded"}}}}
                """;
        assertThat(call("PUT", "/names", definition).statusCode()).isEqualTo(200);
        assertThat(analyze("typed", "Müller")).contains("\"mu\"", "\"mul\"", "\"mull\"");
        assertThat(analyze("asked", "tub")).contains("\"bath\"", "\"tub\"");
        assertThat(analyze("english", "the tiled showers")).contains("\"tile\"", "\"shower\"");
        call("DELETE", "/names", "");
    }

    @Test
    void a_folder_serves_one_engine_at_a_time(@TempDir Path path) {
        try (var _ = DataFolder.open(path)) {
            assertThatExceptionOfType(StartFailure.class)
                    .isThrownBy(() -> DataFolder.open(path))
                    .withMessageContaining("in use")
                    .withMessageContaining(String.valueOf(ProcessHandle.current().pid()));
        }
        DataFolder.open(path).close();
    }

    @Test
    void a_folder_that_cannot_be_made_is_named(@TempDir Path path) throws IOException {
        Path file = Files.createFile(path.resolve("file"));
        assertThatExceptionOfType(StartFailure.class)
                .isThrownBy(() -> DataFolder.open(file.resolve("data")))
                .withMessageContaining("cannot be written")
                .withMessageContaining(file.toString());
    }

    @Test
    void servers_go_with_a_killed_engine_and_the_next_one_finds_the_data(@TempDir Path path)
            throws Exception {
        var first = EngineProcess.start(path);
        run(first, "create table kept as select 42 as n");
        first.killWithoutFarewell();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> ProcessHandle.of(first.postgresPid()).isEmpty());

        try (var second = EngineProcess.start(path)) {
            assertThat(one(second, "select n from kept")).isEqualTo("42");
        }
    }

    private static String analyze(String analyzer, String text)
            throws IOException, InterruptedException {
        var question = "{\"analyzer\":\"%s\",\"text\":\"%s\"}".formatted(analyzer, text);
        return call("POST", "/names/_analyze", question).body();
    }

    private static HttpResponse<String> call(String method, String path, String body)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(TestServers.elasticsearch().url() + path))
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static void run(String url, String sql) throws SQLException {
        var postgres = TestServers.postgres();
        run(DriverManager.getConnection(url, postgres.username(), postgres.password()), sql);
    }

    private static void run(EngineProcess engine, String sql) throws SQLException {
        run(engine.connect(), sql);
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (connection;
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(String url, String sql) throws SQLException {
        var postgres = TestServers.postgres();
        return one(DriverManager.getConnection(url, postgres.username(), postgres.password()), sql);
    }

    private static String one(EngineProcess engine, String sql) throws SQLException {
        return one(engine.connect(), sql);
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (connection;
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
