package nexus.platform.projection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nexus.platform.projection.Rebuild.Comparison;
import nexus.platform.projection.Rebuild.State;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What the database knows of rebuilds. */
@Component
class RebuildLog {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient db;

    RebuildLog(JdbcClient db) {
        this.db = db;
    }

    void add(String id, List<String> views, boolean dryRun, boolean automatic, boolean awaited) {
        db.sql(
                        """
                        insert into projection_rebuild
                          (id, views, dry_run, automatic, awaited, state, step)
                        values (:id, :views, :dry, :automatic, :awaited, 'RUNNING', 'LOAD')""")
                .param("id", id)
                .param("views", views.toArray(String[]::new))
                .param("dry", dryRun)
                .param("automatic", automatic)
                .param("awaited", awaited)
                .update();
    }

    Optional<Rebuild> find(String id) {
        return db.sql("select * from projection_rebuild where id = :id")
                .param("id", id)
                .query((row, _) -> rebuild(row))
                .optional();
    }

    /** All there were, the last first, at most a hundred. */
    List<Rebuild> all() {
        return db.sql("select * from projection_rebuild order by started_at desc limit 100")
                .query((row, _) -> rebuild(row))
                .list();
    }

    List<Rebuild> in(State... states) {
        return db.sql(
                        """
                        select * from projection_rebuild where state = any(:states)
                        order by started_at""")
                .param("states", Arrays.stream(states).map(State::name).toArray(String[]::new))
                .query((row, _) -> rebuild(row))
                .list();
    }

    private static Rebuild rebuild(ResultSet row) throws SQLException {
        var comparison = row.getString("comparison");
        var started = row.getTimestamp("started_at");
        return new Rebuild(
                row.getString("id"),
                List.of((String[]) row.getArray("views").getArray()),
                row.getBoolean("dry_run"),
                row.getBoolean("automatic"),
                State.valueOf(row.getString("state")),
                row.getString("step"),
                row.getLong("position"),
                row.getLong("head"),
                row.getLong("events"),
                row.getDouble("rate"),
                comparison == null
                        ? List.of()
                        : List.of(JSON.readValue(comparison, Comparison[].class)),
                row.getString("error"),
                started.toInstant(),
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
                                update projection_rebuild set state = :to,
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

    void step(String id, String step) {
        db.sql("update projection_rebuild set step = :step where id = :id")
                .param("id", id)
                .param("step", step)
                .update();
    }

    void moved(String id, long position, long head, long more, double rate) {
        db.sql(
                        """
                        update projection_rebuild set position = greatest(position, :position),
                          head = :head, events = events + :more, rate = :rate
                        where id = :id""")
                .param("id", id)
                .param("position", position)
                .param("head", head)
                .param("more", more)
                .param("rate", rate)
                .update();
    }

    void compared(String id, List<Comparison> comparisons) {
        db.sql("update projection_rebuild set comparison = :comparison::jsonb where id = :id")
                .param("id", id)
                .param("comparison", JSON.writeValueAsString(comparisons))
                .update();
    }

    void failed(String id, String error) {
        db.sql(
                        """
                        update projection_rebuild set state = 'FAILED', error = :error,
                          finished_at = clock_timestamp()
                        where id = :id and state = 'RUNNING'""")
                .param("id", id)
                .param("error", error)
                .update();
    }
}
