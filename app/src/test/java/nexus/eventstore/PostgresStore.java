package nexus.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import nexus.eventstore.Check.Ability;
import nexus.testing.TestServers;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.serialization.Serializer;

/** Events in PostgreSQL. */
final class PostgresStore extends ConfiguredStore {

    private static final String INSERT =
            """
            insert into event (event_id, stream_id, version, stream_type, type, revision, payload,
                               metadata, organization_id, occurred_at, recorded_at)
            values (?, ?, ?, 'pipeline', ?, ?, ?::jsonb, ?::jsonb, 'organization-x', now(), now())
            """;

    PostgresStore() {
        this(TestServers.freshDatabase());
    }

    PostgresStore(String database) {
        super(
                Map.of(
                        "nexus.event-store",
                        "postgres",
                        "spring.datasource.url",
                        database,
                        "spring.datasource.username",
                        TestServers.postgres().username(),
                        "spring.datasource.password",
                        TestServers.postgres().password()),
                Ability.NUMBERS_DRAWN_BEFORE_THE_COMMIT,
                Ability.SNAPSHOTS);
    }

    /** What any writer does, stopped between its insert and its commit. */
    @Override
    WriterBeforeItsCommit drawNumberFor(DomainEventMessage<?> event) {
        try {
            var connection = bean(DataSource.class).getConnection();
            connection.setAutoCommit(false);
            insert(connection, event);
            return writer(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void insert(Connection connection, DomainEventMessage<?> event) throws SQLException {
        var serializer = bean(Serializer.class);
        var payload = event.serializePayload(serializer, String.class);
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, event.getIdentifier());
            insert.setString(2, event.getAggregateIdentifier());
            insert.setLong(3, event.getSequenceNumber());
            insert.setString(4, payload.getType().getName());
            insert.setString(5, payload.getType().getRevision());
            insert.setString(6, payload.getData());
            insert.setString(7, event.serializeMetaData(serializer, String.class).getData());
            insert.executeUpdate();
        }
    }

    static WriterBeforeItsCommit writer(Connection connection) {
        return new WriterBeforeItsCommit() {
            @Override
            public void commit() {
                try {
                    connection.commit();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void close() {
                try {
                    connection.rollback();
                    connection.setAutoCommit(true);
                    connection.close();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }
}
