package nexus.platform.eventstore;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import nexus.platform.eventstore.SourceLog.Placed;

/** The tables of the {@link Mirror}, as its leader writes them. Commits are the leader's. */
final class MirrorRows {

    private static final String EVENTS =
            """
            with taken as (
              insert into event (event_id, stream_id, version, stream_type, type, revision, payload,
                                 metadata, organization_id, occurred_at, recorded_at)
              select event_id, stream_id, version, stream_type, type, revision, payload::jsonb,
                     metadata::jsonb, metadata::jsonb ->> 'organizationId',
                     least(coalesce((metadata::jsonb ->> 'occurredAt')::timestamptz,
                                    recorded_at::timestamptz), recorded_at::timestamptz),
                     recorded_at::timestamptz
              from unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[],
                          ?::text[], ?::text[], ?::text[])
                with ordinality as source (event_id, stream_id, version, stream_type, type,
                                           revision, payload, metadata, recorded_at, place)
              order by place
              returning seq)
            insert into event_position (position, seq)
            select ? + row_number() over (order by seq), seq from taken
            """;

    private final Connection connection;
    private final String source;
    private long lastIndex = -1;
    private String lastId = "";
    private long position;

    /** The last position that events had before any was taken over: those are compared. */
    private final long found;

    MirrorRows(Connection connection, String source) throws SQLException {
        this.connection = connection;
        this.source = source;
        this.found = Election.lastPosition(connection);
        try (var query =
                        connection.prepareStatement(
                                "select last_index, last_id, position from event_mirror");
                var row = query.executeQuery()) {
            if (row.next()) {
                lastIndex = row.getLong(1);
                lastId = row.getString(2);
                position = row.getLong(3);
            }
        }
    }

    long lastIndex() {
        return lastIndex;
    }

    String lastId() {
        return lastId;
    }

    /** Up to where the copy can be read. */
    long position() {
        return position;
    }

    /** Takes over what comes next in the source, with all that it means. */
    void take(List<Placed> batch) throws SQLException {
        var fresh = new ArrayList<StoredEvent>();
        for (var placed : batch) {
            if (placed.index() != lastIndex + 1) {
                throw new IllegalStateException(
                        "After event %d of %s came %d"
                                .formatted(lastIndex, source, placed.index()));
            }
            lastIndex = placed.index();
            lastId = placed.event().eventId();
            take(placed.event(), fresh);
        }
        if (!fresh.isEmpty()) {
            insert(connection, fresh, position);
            position += fresh.size();
        }
        note();
    }

    private void take(StoredEvent event, List<StoredEvent> fresh) throws SQLException {
        if (ClaimStreams.own(event.streamId())) {
            apply(event);
        } else if (position < found) {
            requireSame(event, position + 1);
            position++;
        } else {
            fresh.add(event);
        }
    }

    private void apply(StoredEvent event) throws SQLException {
        switch (event.type()) {
            case ClaimStreams.TAKEN -> {
                var value = ClaimStreams.value(event);
                execute(
                        """
                        insert into reservation (scope, kind, value, stream_id) values (?, ?, ?, ?)
                        on conflict (scope, kind, value)
                          do update set stream_id = excluded.stream_id""",
                        value.scope(),
                        value.kind(),
                        value.value(),
                        value.streamId());
            }
            case ClaimStreams.RELEASED -> {
                var value = ClaimStreams.value(event);
                execute(
                        "delete from reservation where scope = ? and kind = ? and value = ?",
                        value.scope(),
                        value.kind(),
                        value.value());
            }
            case ClaimStreams.ANSWERED -> remember(event);
            default -> throw new IllegalStateException("There is no " + event.type());
        }
    }

    private void remember(StoredEvent event) throws SQLException {
        var answer = ClaimStreams.answer(event);
        execute(
                """
                insert into idempotency (organization_id, actor_id, key, request_hash, stream_id,
                                         version, created, answered_at)
                values (?, ?, ?, ?, ?, ?, ?, ?::timestamptz)
                on conflict (organization_id, actor_id, key) do update set
                  request_hash = excluded.request_hash, stream_id = excluded.stream_id,
                  version = excluded.version, created = excluded.created,
                  answered_at = excluded.answered_at""",
                answer.organizationId(),
                answer.actorId(),
                answer.key(),
                answer.requestHash(),
                answer.streamId(),
                answer.version(),
                answer.created(),
                event.recordedAt().toString());
    }

    private void execute(String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private void requireSame(StoredEvent event, long at) throws SQLException {
        try (var query =
                connection.prepareStatement(
                        """
                        select e.event_id = ? and e.stream_id = ? and e.version = ?
                        from event_position p join event e using (seq) where p.position = ?""")) {
            query.setString(1, event.eventId());
            query.setString(2, event.streamId());
            query.setLong(3, event.version());
            query.setLong(4, at);
            try (var row = query.executeQuery()) {
                if (!row.next() || !row.getBoolean(1)) {
                    throw new IllegalStateException(
                            "Event %d of this database is not that of %s: see docs/operations/axon-server.md"
                                    .formatted(at, source));
                }
            }
        }
    }

    /** Inserts events behind a position. */
    static void insert(Connection connection, List<StoredEvent> events, long position)
            throws SQLException {
        try (var insert = connection.prepareStatement(EVENTS)) {
            insert.setArray(1, texts(connection, events, StoredEvent::eventId));
            insert.setArray(2, texts(connection, events, StoredEvent::streamId));
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "int8", events.stream().map(StoredEvent::version).toArray()));
            insert.setArray(4, texts(connection, events, StoredEvent::streamType));
            insert.setArray(5, texts(connection, events, StoredEvent::type));
            insert.setArray(6, texts(connection, events, StoredEvent::revision));
            insert.setArray(7, texts(connection, events, StoredEvent::payload));
            insert.setArray(8, texts(connection, events, StoredEvent::metadata));
            insert.setArray(9, texts(connection, events, StoredEvent::recordedAt));
            insert.setLong(10, position);
            insert.executeUpdate();
        }
    }

    private static Array texts(
            Connection connection, List<StoredEvent> events, Function<StoredEvent, Object> text)
            throws SQLException {
        return connection.createArrayOf(
                "text", events.stream().map(text).map(Object::toString).toArray());
    }

    private void note() throws SQLException {
        execute(
                """
                insert into event_mirror (source, last_index, last_id, position)
                values (?, ?, ?, ?)
                on conflict (one) do update set source = excluded.source,
                  last_index = excluded.last_index, last_id = excluded.last_id,
                  position = excluded.position""",
                source,
                lastIndex,
                lastId,
                position);
    }
}
