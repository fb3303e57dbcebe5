package nexus.query.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nexus.platform.projection.Rebuild;
import nexus.platform.projection.Rebuild.Comparison;
import nexus.platform.projection.Rebuild.State;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What the database knows of search indices being made anew. */
@Component
class IndexRebuildLog {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient db;

    IndexRebuildLog(JdbcClient db) {
        this.db = db;
    }

    /** What there is to do. */
    enum Step {
        BEGIN,
        LOAD,
        FOLLOW,
        COMPARE,
        /** Asked for. */
        SWITCH,
        /** Asked for. */
        ROLL_BACK,
        NOTHING
    }

    /** A rebuild with the index beside that it is about. */
    record Work(
            String id,
            String indexName,
            boolean dryRun,
            State state,
            Step step,
            String loadedType,
            String loadedId) {

        /** Whether all of that type is in. */
        boolean isBehind(RecordType type) {
            return !loadedType.isEmpty() && type.compareTo(RecordType.of(loadedType)) < 0;
        }

        /** After which record of that type it goes on. */
        String from(RecordType type) {
            return type.key().equals(loadedType) ? loadedId : "";
        }
    }

    void add(String id, String indexName, boolean dryRun, long total) {
        db.sql("update search_rebuild set kept = false where kept").update();
        db.sql("delete from search_beside").update();
        db.sql(
                        """
                        insert into search_rebuild (id, index_name, dry_run, state, step, total)
                        values (:id, :index, :dry, 'RUNNING', 'BEGIN', :total)""")
                .param("id", id)
                .param("index", indexName)
                .param("dry", dryRun)
                .param("total", total)
                .update();
    }

    /** The one that an index beside is kept for. */
    Optional<Work> kept() {
        return db.sql("select * from search_rebuild where kept")
                .query(
                        (row, _) ->
                                new Work(
                                        row.getString("id"),
                                        row.getString("index_name"),
                                        row.getBoolean("dry_run"),
                                        State.valueOf(row.getString("state")),
                                        Step.valueOf(row.getString("step")),
                                        row.getString("loaded_type"),
                                        row.getString("loaded_id")))
                .optional();
    }

    Optional<Rebuild> find(String id) {
        return db.sql("select * from search_rebuild where id = :id")
                .param("id", id)
                .query((row, _) -> rebuild(row))
                .optional();
    }

    /** All there were, the last first, at most a hundred. */
    List<Rebuild> all() {
        return db.sql("select * from search_rebuild order by started_at desc limit 100")
                .query((row, _) -> rebuild(row))
                .list();
    }

    private static Rebuild rebuild(ResultSet row) throws SQLException {
        var comparison = row.getString("comparison");
        return new Rebuild(
                row.getString("id"),
                List.of(IndexRebuilds.SEARCH),
                row.getBoolean("dry_run"),
                false,
                State.valueOf(row.getString("state")),
                row.getString("step"),
                row.getLong("done"),
                Math.max(row.getLong("total"), row.getLong("done")),
                row.getLong("done"),
                row.getDouble("rate"),
                comparison == null
                        ? List.of()
                        : List.of(JSON.readValue(comparison, Comparison[].class)),
                row.getString("error"),
                row.getTimestamp("started_at").toInstant(),
                instant(row.getTimestamp("finished_at")),
                instant(row.getTimestamp("switched_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    /** Goes from one state to another, if it is in that one. */
    boolean goes(String id, State from, State to) {
        return db.sql(
                                """
                                update search_rebuild set state = :to, step = 'NOTHING',
                                  finished_at = coalesce(finished_at, clock_timestamp()),
                                  switched_at = case when :to in ('SWITCHED', 'ROLLED_BACK')
                                    then clock_timestamp() else switched_at end
                                where id = :id and state = :from""")
                        .param("id", id)
                        .param("from", from.name())
                        .param("to", to.name())
                        .update()
                == 1;
    }

    /** What to do next, if it still stands as it did. */
    boolean step(String id, State in, Step step) {
        return db.sql(
                                """
                                update search_rebuild set step = :step
                                where id = :id and state = :state and kept""")
                        .param("id", id)
                        .param("state", in.name())
                        .param("step", step.name())
                        .update()
                == 1;
    }

    /**
     * So many more are in.
     *
     * @return whether it goes on
     */
    boolean loaded(String id, RecordType type, String upTo, long more, double rate) {
        return db.sql(
                                """
                                update search_rebuild set loaded_type = :type, loaded_id = :upTo,
                                  done = done + :more, rate = :rate
                                where id = :id and state = 'RUNNING' and step = 'LOAD'""")
                        .param("id", id)
                        .param("type", type.key())
                        .param("upTo", upTo)
                        .param("more", more)
                        .param("rate", rate)
                        .update()
                == 1;
    }

    void compared(String id, Comparison comparison) {
        db.sql("update search_rebuild set comparison = :comparison::jsonb where id = :id")
                .param("id", id)
                .param("comparison", JSON.writeValueAsString(List.of(comparison)))
                .update();
    }

    void failed(String id, String error) {
        db.sql(
                        """
                        update search_rebuild set state = 'FAILED', step = 'NOTHING', error = :error,
                          finished_at = clock_timestamp()
                        where id = :id and state in ('RUNNING', 'READY')""")
                .param("id", id)
                .param("error", error)
                .update();
    }

    /** There is no index beside any more, and nothing that it would miss. */
    void dropped(String id) {
        db.sql("update search_rebuild set kept = false where id = :id").param("id", id).update();
        db.sql("delete from search_beside where not exists (select from search_rebuild where kept)")
                .update();
    }
}
