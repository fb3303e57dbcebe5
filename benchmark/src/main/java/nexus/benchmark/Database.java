package nexus.benchmark;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database of the bench's server, as the engine knows it. */
record Database(String name, String url, String username, String password) {

    /** A connection of one's own. */
    Connection connect() {
        try {
            return DriverManager.getConnection(url, username, password);
        } catch (SQLException e) {
            throw new BenchFailure("PostgreSQL gives no connection: " + e.getMessage(), e);
        }
    }

    /** For questions now and then: each has a connection of its own. */
    JdbcClient db() {
        return JdbcClient.create(new DriverManagerDataSource(url, username, password));
    }
}
