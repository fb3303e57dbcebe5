package nexus.platform.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rounds in which the leading {@link Sequencer} gives positions: each takes what is visible now
 * and was not before.
 *
 * <p>Numbers are drawn before they are visible, so there are gaps below the highest number seen. A
 * gap is looked at again in each round, until every transaction that was open when it was noticed
 * has ended: then it is filled, or will never be. So neither a round nor a transaction that is
 * forgotten open makes anybody read again what has its position.
 */
final class SequencerRounds implements AutoCloseable {

    /** How often it is asked who has ended, while there are gaps. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private static final Duration BETWEEN_NOTES = Duration.ofSeconds(1);

    /**
     * Rounds follow each other faster than this by far, unless whoever leads is frozen or cut off.
     */
    private static final Duration SILENCE = Duration.ofMillis(1500);

    /** One statement, as all of it must be of one snapshot: a later one could invert an order. */
    private static final String ROUND =
            """
            insert into event_position (position, seq)
            select ? + row_number() over (order by seq), seq
            from (select seq from event where seq > ?
                  union all
                  select e.seq from unnest(?::bigint[], ?::bigint[]) as gap (first, last),
                    lateral (select seq from event
                             where seq between gap.first and gap.last) as e
                  order by seq limit ?) as fresh
            returning seq
            """;

    private final Connection connection;
    private final PreparedStatement round;
    private final int most;
    private final List<Gap> gaps = new ArrayList<>();

    private long position;

    /** Every event up to this number has its position, or is in a gap. */
    private long high;

    private long noted;
    private long notedAt = System.nanoTime();
    private long lookedAt;
    private boolean overseen;

    /**
     * Numbers that were drawn and not seen.
     *
     * @param noticedAt an instant after it was noticed, by the database's clock
     * @param over everybody who could fill it has ended, so that one more round is enough
     */
    private record Gap(long first, long last, @Nullable Timestamp noticedAt, boolean over) {

        static Gap of(long first, long last) {
            return new Gap(first, last, null, false);
        }
    }

    /** Begins where whoever led before has come to. */
    SequencerRounds(Connection connection, int most) throws SQLException {
        this.connection = connection;
        this.most = most;
        try (var settings = connection.createStatement()) {
            // Always by index, however old the statistics of tables are that only ever grow.
            settings.execute("set enable_seqscan = off");
            settings.execute("set enable_hashjoin = off");
            settings.execute("set enable_mergejoin = off");
            // Whoever has read a position commits later, and with that makes it durable.
            settings.execute("set synchronous_commit = off");
        }
        position = Election.lastPosition(connection);
        findGaps();
        round = connection.prepareStatement(ROUND);
    }

    /** The last position given. */
    long position() {
        return position;
    }

    private void findGaps() throws SQLException {
        try (var query =
                        connection.prepareStatement(
                                """
                                select e.seq, p.seq is null, floor.seq
                                from event_floor as floor
                                left join event e on e.seq > floor.seq
                                left join event_position p on p.seq = e.seq order by e.seq""");
                var row = query.executeQuery()) {
            while (row.next()) {
                if (high == 0) {
                    high = row.getLong(3);
                    noted = high;
                }
                var seq = row.getLong(1);
                if (row.wasNull()) {
                    return;
                }
                see(seq);
                if (row.getBoolean(2)) {
                    gaps.add(Gap.of(seq, seq));
                }
            }
        }
    }

    private void see(long seq) {
        if (seq > high + 1) {
            gaps.add(Gap.of(high + 1, seq - 1));
        }
        high = seq;
    }

    /**
     * Gives positions to what has become visible.
     *
     * @return how many; as many as a round takes if there may be more
     */
    int next() throws SQLException {
        lookWhoHasEnded();
        var seen = round();
        if (seen.size() < most) {
            gaps.removeIf(Gap::over);
        }
        for (var seq : seen) {
            if (seq > high) {
                see(seq);
            } else {
                fill(seq);
            }
        }
        position += seen.size();
        note();
        if (seen.size() < most && !overseen) {
            beOverseen();
        }
        return seen.size();
    }

    private List<Long> round() throws SQLException {
        round.setLong(1, position);
        round.setLong(2, high);
        round.setArray(
                3,
                connection.createArrayOf(
                        "int8", gaps.stream().map(Gap::first).toArray(Long[]::new)));
        round.setArray(
                4,
                connection.createArrayOf(
                        "int8", gaps.stream().map(Gap::last).toArray(Long[]::new)));
        round.setInt(5, most);
        var seen = new ArrayList<Long>();
        try (var row = round.executeQuery()) {
            while (row.next()) {
                seen.add(row.getLong(1));
            }
        }
        seen.sort(null);
        return seen;
    }

    private void fill(long seq) {
        for (int i = 0; i < gaps.size(); i++) {
            var gap = gaps.get(i);
            if (gap.first() <= seq && seq <= gap.last()) {
                gaps.remove(i);
                if (seq < gap.last()) {
                    gaps.add(i, new Gap(seq + 1, gap.last(), gap.noticedAt(), gap.over()));
                }
                if (gap.first() < seq) {
                    gaps.add(i, new Gap(gap.first(), seq - 1, gap.noticedAt(), gap.over()));
                }
                return;
            }
        }
    }

    /**
     * From now on the database ends the session if it is silent, and with it the lock that others
     * wait for. Not before what had piled up is done, as that takes its time between statements.
     */
    private void beOverseen() throws SQLException {
        try (var setting = connection.createStatement()) {
            setting.execute("set idle_session_timeout = " + SILENCE.toMillis());
        }
        overseen = true;
    }

    private void lookWhoHasEnded() throws SQLException {
        if (gaps.isEmpty() || System.nanoTime() - lookedAt < BETWEEN_LOOKS.toNanos()) {
            return;
        }
        lookedAt = System.nanoTime();
        try (var query =
                        connection.prepareStatement(
                                """
                                select clock_timestamp(), min(xact_start) from pg_stat_activity
                                where datname = current_database() and pid <> pg_backend_pid()
                                  and backend_type = 'client backend'""");
                var row = query.executeQuery()) {
            row.next();
            var now = row.getTimestamp(1);
            var oldest = row.getTimestamp(2);
            gaps.replaceAll(
                    gap ->
                            gap.noticedAt() == null
                                    ? new Gap(gap.first(), gap.last(), now, false)
                                    : new Gap(
                                            gap.first(),
                                            gap.last(),
                                            gap.noticedAt(),
                                            oldest == null || oldest.after(gap.noticedAt())));
        }
    }

    /** Notes every now and then how far whoever leads next need not look. */
    private void note() throws SQLException {
        var floor = gaps.isEmpty() ? high : gaps.stream().mapToLong(Gap::first).min().orElse(1) - 1;
        if (floor > noted && System.nanoTime() - notedAt > BETWEEN_NOTES.toNanos()) {
            try (var update =
                    connection.prepareStatement("update event_floor set seq = greatest(seq, ?)")) {
                update.setLong(1, floor);
                update.executeUpdate();
            }
            noted = floor;
            notedAt = System.nanoTime();
        }
    }

    @Override
    public void close() throws SQLException {
        round.close();
    }
}
