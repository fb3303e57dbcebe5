package nexus.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import nexus.platform.NewId;
import org.junit.jupiter.api.Test;

/** Two versions at once: what the older one does not know stops its views and is not dropped. */
class VersionsIT {

    @Test
    void an_event_of_a_later_version_stops_the_views_until_one_comes_that_knows_it()
            throws SQLException {
        var cluster = Cluster.whole();
        cluster.settle();
        var pipeline = NewId.of("pipeline");
        append(cluster, pipeline, 0, "pipeline.created", "2");
        append(cluster, pipeline, 1, "pipeline.renamed", "1");
        try {
            var stopped = cluster.count("event") - 2;
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(
                            () ->
                                    assertThat(
                                                    cluster.querySides()
                                                            .getFirst()
                                                            .get("/health", null)
                                                            .json()
                                                            .path("checks")
                                                            .path("projections")
                                                            .toString())
                                            .contains("pipeline.created@2"));
            assertThat(cluster.positionOfViews()).as("where the views stopped").isEqualTo(stopped);
            assertThat(cluster.count("dead_letter")).as("set aside").isZero();
        } finally {
            becomesKnown(cluster, pipeline);
        }
        cluster.settle();
        assertThat(
                        cluster.db()
                                .sql("select name from pipelines where id = :id")
                                .param("id", pipeline)
                                .query(String.class)
                                .single())
                .isEqualTo("Renamed");
        cluster.assertViewsEqualARebuild();
    }

    private static void append(
            Cluster cluster, String pipeline, long version, String type, String revision) {
        cluster.db()
                .sql(
                        """
                        insert into event (event_id, stream_id, version, stream_type, type, revision,
                          payload, metadata, organization_id, occurred_at, recorded_at)
                        values (:stream || :version, :stream, :version, 'pipeline', :type, :revision,
                          jsonb_build_object('pipelineId', :stream, 'name', 'Renamed',
                            'stages', '[]'::jsonb, 'standard', false) - case when :version = 1
                            then array['stages', 'standard'] else array[]::text[] end,
                          '{}', 'organization-of-later', now(), now())""")
                .param("stream", pipeline)
                .param("version", version)
                .param("type", type)
                .param("revision", revision)
                .update();
    }

    /** As if a version came that reads it: here it is the event that is made one of today's. */
    private static void becomesKnown(Cluster cluster, String pipeline) throws SQLException {
        try (var connection = cluster.connectAsSuperuser();
                var statement = connection.createStatement()) {
            statement.execute("alter table event disable trigger event_is_append_only");
            statement.execute(
                    "update event set revision = '1' where version = 0 and stream_id = '"
                            + pipeline
                            + "'");
            statement.execute("alter table event enable trigger event_is_append_only");
        }
    }
}
