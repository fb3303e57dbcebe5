package nexus.platform.eventstore;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The order that the {@link Sequencer} gives. */
@Component
class PostgresEventFeed implements EventFeed {

    private static final String PAGE =
            "select "
                    + StoredEvent.COLUMNS
                    + """
                    , e.organization_id, e.occurred_at, p.position
                    from event_position p join event e using (seq)
                    where p.position > ? and p.position <= ? and e.type <> all (?)""";
    private static final String OF_TYPES = " and e.stream_type = any (?)";
    private static final String IN_ORDER = " order by p.position limit ?";
    private static final String PAGE_OF_ALL = PAGE + IN_ORDER;
    private static final String PAGE_OF_TYPES = PAGE + OF_TYPES + IN_ORDER;

    private final JdbcTemplate jdbc;
    private final EventDecoder decoder;
    private final Tail tail;

    PostgresEventFeed(JdbcTemplate jdbc, EventDecoder decoder, Tail tail) {
        this.jdbc = jdbc;
        this.decoder = decoder;
        this.tail = tail;
    }

    @Override
    public Page read(Request request) {
        var end = request.isBounded() ? request.upTo() : tail.position();
        if (end <= request.after()) {
            return new Page(List.of(), request.after());
        }
        return jdbc.query(
                request.types().isEmpty() ? PAGE_OF_ALL : PAGE_OF_TYPES,
                statement -> bind(statement, request, end),
                (ResultSetExtractor<Page>) rows -> page(rows, request, end));
    }

    private static void bind(PreparedStatement statement, Request request, long end)
            throws SQLException {
        // prepared at once: instants then travel in binary and need not be parsed
        statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
        var column = 0;
        statement.setLong(++column, request.after());
        statement.setLong(++column, end);
        statement.setArray(++column, texts(statement, request.without()));
        if (!request.types().isEmpty()) {
            statement.setArray(++column, texts(statement, request.types()));
        }
        statement.setInt(++column, request.limit());
    }

    private static Array texts(PreparedStatement statement, Set<String> texts) throws SQLException {
        return statement.getConnection().createArrayOf("text", texts.toArray(String[]::new));
    }

    private Page page(ResultSet rows, Request request, long end) throws SQLException {
        var events = new ArrayList<RecordedEvent>();
        var read = 0;
        var through = request.after();
        while (rows.next()) {
            read++;
            through = rows.getLong(12);
            if (request.streams().test(rows.getString(2))) {
                events.addAll(
                        decoder.decode(
                                StoredEvent.from(rows),
                                through,
                                rows.getString(10),
                                rows.getObject(11, OffsetDateTime.class).toInstant()));
            }
        }
        return new Page(events, read < request.limit() ? end : through);
    }

    @Override
    public long head() {
        return JdbcClient.create(jdbc)
                .sql("select coalesce(max(position), 0) from event_position")
                .query(Long.class)
                .single();
    }

    @Override
    public boolean awaitAfter(long position, Duration patience) throws InterruptedException {
        return tail.awaitAfter(position, patience);
    }
}
