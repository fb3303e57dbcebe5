package nexus.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * One prepared statement, sent again and again over plain JDBC by callers with a connection each:
 * what the database server can do at best.
 */
final class Sql implements Work {

    private final List<PreparedStatement> statements = new ArrayList<>();
    private final boolean inTransactions;
    private final Parameters parameters;

    /** Fills in a statement before it is sent. */
    interface Parameters {
        void fill(PreparedStatement statement, int caller) throws SQLException;
    }

    private Sql(
            Engine engine, int callers, boolean inTransactions, String sql, Parameters parameters) {
        this.inTransactions = inTransactions;
        this.parameters = parameters;
        try {
            for (int caller = 0; caller < callers; caller++) {
                var connection = engine.connect();
                connection.setAutoCommit(!inTransactions);
                statements.add(connection.prepareStatement(sql));
            }
        } catch (SQLException e) {
            throw new BenchFailure("PostgreSQL refuses: " + e.getMessage(), e);
        }
    }

    /** A query. */
    static Sql reading(Engine engine, int callers, String sql, Parameters parameters) {
        return new Sql(engine, callers, false, sql, parameters);
    }

    /** A statement with a transaction of its own: begin, the statement, a durable commit. */
    static Sql writing(Engine engine, int callers, String sql, Parameters parameters) {
        return new Sql(engine, callers, true, sql, parameters);
    }

    @Override
    public void once(int caller) throws SQLException {
        var statement = statements.get(caller);
        parameters.fill(statement, caller);
        if (statement.execute()) {
            try (var rows = statement.getResultSet()) {
                while (rows.next()) {
                    rows.getString(1);
                }
            }
        }
        if (inTransactions) {
            statement.getConnection().commit();
        }
    }

    @Override
    public void close() {
        for (var statement : statements) {
            try (Connection connection = statement.getConnection()) {
                statement.close();
                if (inTransactions) {
                    connection.rollback();
                }
            } catch (SQLException e) {
                throw new BenchFailure("PostgreSQL refuses: " + e.getMessage(), e);
            }
        }
    }
}
