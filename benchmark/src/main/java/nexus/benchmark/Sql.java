package nexus.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * One prepared statement, sent again and again over plain JDBC by callers with a connection each,
 * and made durable each time: begin, the statement, commit.
 */
final class Sql implements Work {

    private final List<PreparedStatement> statements = new ArrayList<>();
    private final Parameters parameters;

    /** Fills in a statement before it is sent. */
    interface Parameters {
        void fill(PreparedStatement statement) throws SQLException;
    }

    Sql(Database database, int callers, String sql, Parameters parameters) {
        this.parameters = parameters;
        try {
            for (int caller = 0; caller < callers; caller++) {
                var connection = database.connect();
                connection.setAutoCommit(false);
                statements.add(connection.prepareStatement(sql));
            }
        } catch (SQLException e) {
            throw new BenchFailure("PostgreSQL refuses: " + e.getMessage(), e);
        }
    }

    @Override
    public void once(int caller) throws SQLException {
        var statement = statements.get(caller);
        parameters.fill(statement);
        statement.execute();
        statement.getConnection().commit();
    }

    @Override
    public void close() {
        for (var statement : statements) {
            try (Connection connection = statement.getConnection()) {
                statement.close();
                connection.rollback();
            } catch (SQLException e) {
                throw new BenchFailure("PostgreSQL refuses: " + e.getMessage(), e);
            }
        }
    }
}
