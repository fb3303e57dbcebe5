package nexus.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import nexus.app.embedded.DataFolder;
import nexus.app.embedded.EmbeddedElasticsearch;
import nexus.app.embedded.EmbeddedPostgres;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * The real servers of one test run: started when first asked for, shared by every test of the JVM,
 * empty at its start, gone with its end.
 *
 * <pre>{@code
 * @DynamicPropertySource
 * static void servers(DynamicPropertyRegistry registry) {
 *     TestServers.register(registry);
 * }
 * }</pre>
 */
public final class TestServers {

    /** What whoever tells of mails signs with. */
    public static final String MAIL_SECRET = "shared with the provider";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestServers() {}

    public static EmbeddedPostgres postgres() {
        return Postgres.SERVER;
    }

    public static EmbeddedElasticsearch elasticsearch() {
        return Elasticsearch.SERVER;
    }

    /** The folder of this test run; the engine under test may keep its own files there. */
    public static DataFolder data() {
        return Data.FOLDER;
    }

    /** The address of a database of its own, empty, owned by the engine's role. */
    public static String freshDatabase() {
        String name = "test_" + DATABASES.incrementAndGet();
        try (var connection = postgres().connectAsSuperuser();
                var statement = connection.createStatement()) {
            statement.execute("create database %s owner %s".formatted(name, postgres().username()));
            return postgres().jdbcUrl(name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Points a Spring context under test to a fresh database and to the shared Elasticsearch. */
    public static void register(DynamicPropertyRegistry registry) {
        String url = freshDatabase();
        registry.add("spring.datasource.url", () -> url);
        registry.add("spring.datasource.username", postgres()::username);
        registry.add("spring.datasource.password", postgres()::password);
        registry.add("nexus.elasticsearch.url", elasticsearch()::url);
        String index = "nexus-records-of-" + url.substring(url.lastIndexOf('/') + 1);
        registry.add("nexus.elasticsearch.index", () -> index);
        registry.add("nexus.operators", () -> Client.OPERATOR);
        registry.add("nexus.webhooks.mail.secret", () -> MAIL_SECRET);
        registry.add("nexus.data", () -> data().root().toString());
    }

    private static final class Data {
        static final DataFolder FOLDER = empty(Path.of("target", "test-servers"));

        private static DataFolder empty(Path path) {
            try (var files =
                    Files.exists(path) ? Files.walk(path) : java.util.stream.Stream.<Path>of()) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return DataFolder.open(path);
        }
    }

    private static final class Postgres {
        static final EmbeddedPostgres SERVER = EmbeddedPostgres.start(data());
    }

    private static final class Elasticsearch {
        static final EmbeddedElasticsearch SERVER = EmbeddedElasticsearch.start(data());
    }
}
