package nexus.platform.projection;

import java.sql.Types;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nexus.platform.eventstore.RecordedEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Events that a view could not take in. The row they are about stays as it was, and what comes
 * later for it waits behind them; all other rows go on.
 */
@Component
public class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final JdbcClient db;

    DeadLetters(JdbcClient db) {
        this.db = db;
    }

    /** A parked event, by where it stands. */
    public record DeadLetter(
            String view, String key, long position, String streamId, long version, String cause) {}

    /**
     * Where the events of a view wait.
     *
     * @param setAside the generation of the view, if it is not the one in use
     */
    record Lot(String view, @Nullable Integer setAside) {}

    /** The rows with something parked, among these, by lot. */
    Map<Lot, Set<String>> parked(Collection<String> keys) {
        var parked = new HashMap<Lot, Set<String>>();
        db.sql(
                        """
                        select distinct view, set_aside, key from dead_letter
                        where key = any(:keys)""")
                .param("keys", keys.toArray(String[]::new))
                .query(
                        row -> {
                            var lot = new Lot(row.getString(1), row.getObject(2, Integer.class));
                            parked.computeIfAbsent(lot, _ -> new HashSet<>()).add(row.getString(3));
                        });
        return parked;
    }

    /** All rows of a lot with something parked. */
    Set<String> parked(Lot lot) {
        return new HashSet<>(
                db.sql(
                                """
                                select distinct key from dead_letter
                                where view = :view and set_aside is not distinct from :aside""")
                        .param("view", lot.view())
                        .param("aside", lot.setAside(), Types.INTEGER)
                        .query((row, _) -> row.getString(1))
                        .list());
    }

    void park(Lot lot, String key, RecordedEvent event, String cause) {
        log.error(
                "{} cannot take in {} of {}: {}",
                lot.view(),
                event.type(),
                event.streamId(),
                cause);
        db.sql(
                        """
                        insert into dead_letter
                          (view, key, position, stream_id, version, cause, set_aside)
                        values (:view, :key, :position, :stream, :version, :cause, :aside)
                        on conflict do nothing""")
                .param("view", lot.view())
                .param("key", key)
                .param("position", event.position())
                .param("stream", event.streamId())
                .param("version", event.version())
                .param("cause", cause)
                .param("aside", lot.setAside(), Types.INTEGER)
                .update();
    }

    /** Everything parked, oldest first, at most a thousand. */
    public List<DeadLetter> all() {
        return db.sql(
                        "select * from dead_letter where set_aside is null"
                                + " order by position limit 1000")
                .query(Columns.of(DeadLetter.class).reader())
                .list();
    }

    public long count() {
        return db.sql("select count(*) from dead_letter where set_aside is null")
                .query(Long.class)
                .single();
    }

    /** The positions of what waits for one row, in order. */
    List<Long> waiting(String view, String key) {
        return db.sql(
                        "select position from dead_letter where view = :view and key = :key"
                                + " and set_aside is null order by position")
                .param("view", view)
                .param("key", key)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    void release(String view, String key) {
        db.sql(
                        "delete from dead_letter where view = :view and key = :key"
                                + " and set_aside is null")
                .param("view", view)
                .param("key", key)
                .update();
    }

    /** That event is not wanted any more for the row. */
    void discard(String view, String key, long position) {
        db.sql(
                        "delete from dead_letter where view = :view and key = :key"
                                + " and position = :position and set_aside is null")
                .param("view", view)
                .param("key", key)
                .param("position", position)
                .update();
    }

    /** What was parked belongs to a generation of the view that is not in use any more. */
    void setAside(String view, int generation) {
        db.sql(
                        """
                        update dead_letter set set_aside = :generation
                        where view = :view and set_aside is null""")
                .param("generation", generation)
                .param("view", view)
                .update();
    }

    /** That generation is in use again, with what was parked for it. */
    void takeBack(String view, int generation) {
        db.sql(
                        """
                        update dead_letter set set_aside = null
                        where view = :view and set_aside = :generation""")
                .param("generation", generation)
                .param("view", view)
                .update();
    }
}
