package nexus.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.utility.DockerImageName;

@Testcontainers(disabledWithoutDocker = true)
class ContainersIT {

    private static final String PASSWORD = "for-this-test-only";

    private final HttpClient http = HttpClient.newHttpClient();

    private static GenericContainer<?> container(String image, int port) {
        return new GenericContainer<>(DockerImageName.parse(image)).withExposedPorts(port);
    }

    private static URI at(GenericContainer<?> server, int port, String path) {
        return URI.create("http://" + server.getHost() + ":" + server.getMappedPort(port) + path);
    }

    @Test
    void postgresql_takes_the_schema_and_keeps_history_as_it_is() throws SQLException {
        try (var postgres =
                container("postgres:18", 5432)
                        .withEnv("POSTGRES_PASSWORD", PASSWORD)
                        .waitingFor(Wait.forLogMessage(".*ready to accept connections.*", 2))) {
            postgres.start();
            var url =
                    "jdbc:postgresql://%s:%d/postgres"
                            .formatted(postgres.getHost(), postgres.getMappedPort(5432));
            var migrated =
                    Flyway.configure()
                            .dataSource(url, "postgres", PASSWORD)
                            .locations("classpath:db/migration")
                            .load()
                            .migrate();
            assertThat(migrated.success).isTrue();
            try (var connection = DriverManager.getConnection(url, "postgres", PASSWORD);
                    var statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute("delete from event"))
                        .hasMessageContaining("events are for ever");
            }
        }
    }

    @Test
    void a_full_elasticsearch_takes_the_definition_of_the_index() throws Exception {
        try (var elasticsearch =
                container("docker.elastic.co/elasticsearch/elasticsearch:8.19.21", 9200)
                        .withEnv("discovery.type", "single-node")
                        .withEnv("xpack.security.http.ssl.enabled", "false")
                        .withEnv("ELASTIC_PASSWORD", PASSWORD)
                        .withEnv("ES_JAVA_OPTS", "-Xms512m -Xmx512m")
                        .waitingFor(
                                Wait.forHttp("/_cluster/health")
                                        .forPort(9200)
                                        .withBasicCredentials("elastic", PASSWORD))
                        .withStartupTimeout(Duration.ofMinutes(3))) {
            elasticsearch.start();
            var made = send("PUT", at(elasticsearch, 9200, "/records"), definition());
            assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
            assertThat(
                            http.send(
                                            HttpRequest.newBuilder(
                                                            at(elasticsearch, 9200, "/records"))
                                                    .build(),
                                            BodyHandlers.ofString())
                                    .statusCode())
                    .as("without a password")
                    .isEqualTo(401);
        }
    }

    @Test
    void axon_server_starts() throws Exception {
        try (var axonServer =
                container("axoniq/axonserver:2025.2.1", 8024)
                        .withEnv("AXONIQ_AXONSERVER_STANDALONE", "true")
                        .waitingFor(Wait.forHttp("/actuator/health").forPort(8024))
                        .withStartupTimeout(Duration.ofMinutes(3))) {
            axonServer.start();
            var me = send("GET", at(axonServer, 8024, "/v1/public/me"), "");
            assertThat(me.statusCode()).isEqualTo(200);
            assertThat(me.body()).contains("\"name\"");
        }
    }

    private HttpResponse<String> send(String method, URI address, String body)
            throws IOException, InterruptedException {
        var credentials = ("elastic:" + PASSWORD).getBytes(StandardCharsets.UTF_8);
        return http.send(
                HttpRequest.newBuilder(address)
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(credentials))
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String definition() throws IOException {
        try (var in = ContainersIT.class.getResourceAsStream("/search/nexus-records.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
