package nexus.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People are reminded of every task once, whichever node is killed while it reminds them. */
class RemindersIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int TASKS = 200;

    private Cluster cluster;

    @BeforeEach
    void allNodesAreUp() {
        cluster = Cluster.whole();
    }

    @Test
    void each_task_is_reminded_of_once_though_whoever_reminds_is_killed() {
        for (int round = 0; round < Soak.rounds(1, 50); round++) {
            var token = cluster.token();
            var node = cluster.commandSides().getFirst();
            var me =
                    cluster.querySides()
                            .getFirst()
                            .get("/api/me", token)
                            .json()
                            .at("/user/id")
                            .asString();
            var subject = "Round " + round + " of " + System.nanoTime();
            var first = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.MILLIS);
            for (int i = 0; i < TASKS; i++) {
                var added =
                        node.send(
                                "POST",
                                "/api/activities",
                                token,
                                """
                                {"type":"TASK","subject":"%s","scheduledAt":"%s","assigneeId":"%s"}"""
                                        .formatted(subject, first.plusMillis(40L * i), me));
                assertThat(added.status()).as("%s", added).isEqualTo(201);
            }
            for (var killed : cluster.commandSides()) {
                var before = reminders(subject);
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> reminders(subject) > before || before == TASKS);
                killed.kill();
                cluster.restart(killed);
            }
            await().atMost(PATIENCE).until(() -> reminded(subject) == TASKS);
            assertThat(reminders(subject)).isEqualTo(TASKS);
        }
        cluster.assertOrdered();
    }

    /** How often anybody was reminded of one of these. */
    private long reminders(String subject) {
        return count("count(*)", subject);
    }

    /** Of how many of these somebody was reminded. */
    private long reminded(String subject) {
        return count("count(distinct r.stream_id)", subject);
    }

    private long count(String what, String subject) {
        return cluster.db()
                .sql(
                        """
                        select %s from event a join event r using (stream_id)
                        where a.type = 'activity.added' and r.type = 'activity.reminded'
                          and a.payload -> 'details' ->> 'subject' = :subject"""
                                .formatted(what))
                .param("subject", subject)
                .query(Long.class)
                .single();
    }
}
