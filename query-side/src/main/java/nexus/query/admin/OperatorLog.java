package nexus.query.admin;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nexus.platform.projection.Columns;
import nexus.platform.security.Actor;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who did what to the projections, when and why: kept for ever. */
@Component
class OperatorLog {

    private final JdbcClient db;

    OperatorLog(JdbcClient db) {
        this.db = db;
    }

    /** Something that was done, or tried. */
    record Entry(
            String action, Instant at, String actorId, String actorName, @Nullable String reason) {}

    private record Line(
            String subject,
            String action,
            Instant at,
            String actorId,
            String actorName,
            @Nullable String reason) {

        Entry entry() {
            return new Entry(action, at, actorId, actorName, reason);
        }
    }

    void add(Actor actor, String action, String subject, @Nullable String reason) {
        db.sql(
                        """
                        insert into operator_action (action, subject, actor_id, actor_name,
                          organization_id, reason, request_id)
                        values (:action, :subject, :actor, :name, :organization, :reason, :request)""")
                .param("action", action)
                .param("subject", subject)
                .param("actor", actor.id())
                .param("name", actor.name())
                .param("organization", actor.organizationId().value())
                .param("reason", reason)
                .param("request", MDC.get("requestId"))
                .update();
    }

    /** What was done to each of these, in order. */
    Map<String, List<Entry>> of(Collection<String> subjects) {
        return db
                .sql(
                        """
                        select subject, action, at, actor_id, actor_name, reason
                        from operator_action where subject = any(:subjects) order by id""")
                .param("subjects", subjects.toArray(String[]::new))
                .query(Columns.of(Line.class).reader())
                .list()
                .stream()
                .collect(
                        Collectors.groupingBy(
                                Line::subject,
                                Collectors.mapping(Line::entry, Collectors.toList())));
    }
}
