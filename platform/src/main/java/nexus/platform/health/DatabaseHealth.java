package nexus.platform.health;

import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/** Whether PostgreSQL answers. */
@Component
class DatabaseHealth implements HealthCheck {

    private final DataSource database;

    DatabaseHealth(DataSource database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public Result check() {
        try (var connection = database.getConnection()) {
            return connection.isValid(2) ? Result.up(Map.of()) : Result.down("does not answer");
        } catch (SQLException e) {
            return Result.down("cannot be reached");
        }
    }
}
