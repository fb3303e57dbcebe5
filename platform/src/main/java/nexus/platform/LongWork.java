package nexus.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Work on the database of which single statements take long, such as to make an index or to compare
 * two tables: others give up on a database that says nothing for half a minute.
 */
@Configuration(proxyBeanMethods = false)
public class LongWork {

    private static final Duration SILENT_AT_MOST = Duration.ofHours(1);

    /** Lets the transaction at hand take its time; the pool takes that back with the connection. */
    public static void begins(JdbcOperations jdbc) {
        jdbc.execute(
                (Connection connection) -> {
                    allow(connection);
                    return true;
                });
    }

    private static void allow(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, (int) SILENT_AT_MOST.toMillis());
    }

    /** Migrations may have to go through all there is. */
    @Bean
    static FlywayConfigurationCustomizer migrationsTakeTheirTime(DataSource database) {
        return configuration ->
                configuration.dataSource(
                        new DelegatingDataSource(database) {
                            @Override
                            public Connection getConnection() throws SQLException {
                                var connection = super.getConnection();
                                allow(connection);
                                return connection;
                            }
                        });
    }
}
