package nexus.platform.projection;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import nexus.platform.ThisNode;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How far each segment of each processor has come, and who may move it. All is judged by the
 * database's clock and rows: a node that was asleep while another took over finds its epoch gone,
 * and its transaction is rolled back.
 */
@Component
public class Tokens {

    /** How long a node may be silent before others take over. */
    public static final Duration CLAIM = Duration.ofSeconds(10);

    /**
     * A node that falls asleep in a transaction holds its locks no longer than its claim: the
     * database ends its session.
     */
    private static final String FENCE =
            """
            update projection_token set position = :position, moved_at = clock_timestamp(),
              recorded_at = coalesce(:recorded, recorded_at), rate = :rate,
              claimed_until = clock_timestamp() + :claim * interval '1 millisecond',
              error = null, failed_at = null
            where processor = :processor and segment = :segment
              and owner = :owner and epoch = :epoch and position = :from
              and segments = :segments and layout = :layout
              and set_config('idle_in_transaction_session_timeout', :timeout, true) is not null
            returning stop_at""";

    private static final RowMapper<Claim> CLAIMED =
            (row, _) ->
                    new Claim(
                            row.getString("processor"),
                            row.getInt("segment"),
                            row.getInt("segments"),
                            row.getLong("epoch"),
                            row.getLong("position"),
                            row.getLong("layout"),
                            row.getObject("stop_at", Long.class));

    private final JdbcClient db;

    /** Who this process is to the others. */
    private final String node = ThisNode.newName();

    Tokens(JdbcClient db) {
        this.db = db;
    }

    String node() {
        return node;
    }

    /** Sees to it that a processor has tokens; its first ones begin at a position. */
    public void begin(String processor, int segments, long position) {
        IntStream.range(0, segments)
                .forEach(
                        segment ->
                                db.sql(
                                                """
                                                insert into projection_token
                                                  (processor, segment, segments, position)
                                                values (:processor, :segment, :segments, :position)
                                                on conflict do nothing""")
                                        .param("processor", processor)
                                        .param("segment", segment)
                                        .param("segments", segments)
                                        .param("position", position)
                                        .update());
    }

    /** Into how many segments the streams are shared out; 0 before the first. */
    int segments(String processor) {
        return db.sql("select count(*) from projection_token where processor = :processor")
                .param("processor", processor)
                .query(Integer.class)
                .single();
    }

    /**
     * A segment, and who moves it.
     *
     * @param owner empty if nobody does
     */
    record Held(int segment, String owner) {}

    /** Who moves what of a processor at the moment. */
    List<Held> held(String processor) {
        return db.sql(
                        """
                        select segment, case when claimed_until >= clock_timestamp()
                          then coalesce(owner, '') else '' end
                        from projection_token where processor = :processor order by segment""")
                .param("processor", processor)
                .query((row, _) -> new Held(row.getInt(1), row.getString(2)))
                .list();
    }

    /** Lets the other nodes know for a while that this one is here to move a processor. */
    void announce(String processor) {
        db.sql(
                        """
                        with gone as (
                          delete from projection_node
                          where here_until < clock_timestamp() - interval '1 hour'
                            and node <> :node)
                        insert into projection_node (processor, node, here_until)
                        values (:processor, :node,
                          clock_timestamp() + :claim * interval '1 millisecond')
                        on conflict (processor, node) do update
                        set here_until = excluded.here_until""")
                .param("processor", processor)
                .param("node", node)
                .param("claim", CLAIM.toMillis())
                .update();
    }

    /** This node goes, and says so. */
    void withdraw(String processor) {
        db.sql("delete from projection_node where processor = :processor and node = :node")
                .param("processor", processor)
                .param("node", node)
                .update();
    }

    /** The other nodes that are here to move a processor. */
    List<String> others(String processor) {
        return db.sql(
                        """
                        select node from projection_node where processor = :processor
                          and node <> :node and here_until >= clock_timestamp()""")
                .param("processor", processor)
                .param("node", node)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /** Takes over a segment that nobody moves. */
    public Optional<Claim> claim(String processor, int segment) {
        return db.sql(
                        """
                        update projection_token set owner = :owner, epoch = epoch + 1,
                          claimed_until = clock_timestamp() + :claim * interval '1 millisecond'
                        where (processor, segment) in (
                          select processor, segment from projection_token
                          where processor = :processor and segment = :segment
                            and (owner is null or claimed_until < clock_timestamp())
                          for update skip locked)
                        returning *""")
                .param("processor", processor)
                .param("segment", segment)
                .param("owner", node)
                .param("claim", CLAIM.toMillis())
                .query(CLAIMED)
                .optional();
    }

    /**
     * Moves on, in the transaction of the rows that this stands for; it also says that the owner
     * lives.
     *
     * @throws Claim.Lost if the claim does not hold: nothing of the transaction may stay
     */
    public Claim advance(Claim claim, long position, @Nullable Instant recordedAt, double rate) {
        return db.sql(FENCE)
                .param("position", position)
                .param("recorded", recordedAt == null ? null : Timestamp.from(recordedAt))
                .param("rate", rate)
                .param("claim", CLAIM.toMillis())
                .param("processor", claim.processor())
                .param("segment", claim.segment())
                .param("segments", claim.segments())
                .param("owner", node)
                .param("epoch", claim.epoch())
                .param("from", claim.position())
                .param("layout", claim.layout())
                .param("timeout", Long.toString(CLAIM.toMillis()))
                .query((row, _) -> claim.at(position, row.getObject("stop_at", Long.class)))
                .optional()
                .orElseThrow(() -> new Claim.Lost(claim));
    }

    /** Claims as they stand by what is committed. */
    List<Claim> again(List<Claim> claims) {
        var stored = of(claims.getFirst().processor());
        return claims.stream()
                .map(claim -> claim.at(stored.get(claim.segment()).position(), claim.stopAt()))
                .toList();
    }

    /** Lets others have the segment. */
    public void release(Claim claim) {
        db.sql(
                        """
                        update projection_token set owner = null, claimed_until = null, rate = 0
                        where processor = :processor and segment = :segment
                          and owner = :owner and epoch = :epoch""")
                .param("processor", claim.processor())
                .param("segment", claim.segment())
                .param("owner", node)
                .param("epoch", claim.epoch())
                .update();
    }

    public void failed(Claim claim, String error) {
        db.sql(
                        """
                        update projection_token set error = :error, failed_at = clock_timestamp()
                        where processor = :processor and segment = :segment
                          and owner = :owner and epoch = :epoch""")
                .param("processor", claim.processor())
                .param("segment", claim.segment())
                .param("error", error)
                .param("owner", node)
                .param("epoch", claim.epoch())
                .update();
    }

    /**
     * The tokens of a processor, held until the end of the transaction: nobody moves meanwhile, and
     * what is done then stands at one position for each segment.
     *
     * <p>The lock comes before the look: who waits for rows that somebody else replaces finds none
     * of the new ones, and would take a processor for one that has never moved.
     */
    List<Claim> hold(String processor) {
        db.sql("select pg_advisory_xact_lock(hashtext('nexus.tokens.' || :processor))")
                .param("processor", processor)
                .query((_, _) -> 0)
                .single();
        return db.sql(
                        """
                        select * from projection_token where processor = :processor
                        order by segment for update""")
                .param("processor", processor)
                .query(CLAIMED)
                .list();
    }

    /** The tokens of a processor as they are. */
    List<Claim> of(String processor) {
        return db.sql(
                        "select * from projection_token where processor = :processor order by segment")
                .param("processor", processor)
                .query(CLAIMED)
                .list();
    }

    /** Has whoever moves a processor look again which tables are in use. */
    void layoutChanged(String processor) {
        db.sql("update projection_token set layout = layout + 1 where processor = :processor")
                .param("processor", processor)
                .update();
    }

    /** Puts a processor to a position, in the transaction that {@link #hold holds} its tokens. */
    void set(String processor, long position) {
        db.sql(
                        """
                        update projection_token set position = :position, moved_at = now()
                        where processor = :processor""")
                .param("processor", processor)
                .param("position", position)
                .update();
    }

    void forget(String processor) {
        db.sql("delete from projection_token where processor = :processor")
                .param("processor", processor)
                .update();
    }

    /**
     * Shares out the streams anew. While the segments stand at different positions, those behind
     * are asked to come to where the first one is, and all to wait there.
     *
     * @return whether it is done
     */
    boolean shareOut(String processor, int segments) {
        var tokens = hold(processor);
        if (tokens.size() == segments) {
            return true;
        }
        var furthest = tokens.stream().mapToLong(Claim::position).max().orElse(0);
        if (tokens.stream().anyMatch(token -> token.position() < furthest)) {
            db.sql("update projection_token set stop_at = :at where processor = :processor")
                    .param("at", furthest)
                    .param("processor", processor)
                    .update();
            return false;
        }
        var layout = tokens.stream().mapToLong(Claim::layout).max().orElse(0);
        var epoch = tokens.stream().mapToLong(Claim::epoch).max().orElse(0);
        forget(processor);
        begin(processor, segments, furthest);
        db.sql(
                        """
                        update projection_token set layout = :layout, epoch = :epoch
                        where processor = :processor""")
                .param("layout", layout + 1)
                .param("epoch", epoch)
                .param("processor", processor)
                .update();
        return true;
    }
}
