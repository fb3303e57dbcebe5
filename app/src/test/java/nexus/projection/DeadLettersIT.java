package nexus.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import nexus.app.EngineTest;
import nexus.platform.NewId;
import nexus.platform.projection.DeadLetters;
import nexus.platform.projection.DeadLetters.DeadLetter;
import nexus.platform.projection.ViewProjector;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A poison event parks its own row; everything else goes on. */
class DeadLettersIT extends EngineTest {

    @Autowired JdbcClient db;
    @Autowired DeadLetters deadLetters;
    @Autowired ViewProjector projector;

    static final String ONE_STAGE =
            """
            [{"id":"stage-1","name":"Lead","kind":"OPEN","probability":10}]""";

    final String organization = NewId.of("organization");

    void append(String stream, long version, String type, String payload) {
        db.sql(
                        """
                        insert into event (event_id, stream_id, version, stream_type, type, revision,
                          payload, metadata, organization_id, occurred_at, recorded_at)
                        values (:event, :stream, :version, 'pipeline', :type, '1', :payload::jsonb,
                          jsonb_build_object('organizationId', cast(:organization as text)),
                          :organization, now(), now())""")
                .param("event", NewId.of("event"))
                .param("stream", stream)
                .param("version", version)
                .param("type", type)
                .param("payload", payload)
                .param("organization", organization)
                .update();
    }

    @Test
    void only_the_poisoned_stream_waits() {
        var poisoned = NewId.of("pipeline");
        var healthy = NewId.of("pipeline");
        append(poisoned, 0, "pipeline.created", created(poisoned, "Before", ONE_STAGE));
        append(
                poisoned,
                1,
                "pipeline.stage-changed",
                "{\"pipelineId\":\"%s\"}".formatted(poisoned));
        append(poisoned, 2, "pipeline.renamed", renamed(poisoned, "After"));
        append(healthy, 0, "pipeline.created", created(healthy, "Healthy", "[]"));
        append(healthy, 1, "pipeline.renamed", renamed(healthy, "Well"));

        await().untilAsserted(() -> assertThat(nameOf(healthy)).isEqualTo("Well"));
        assertThat(nameOf(poisoned)).isEqualTo("Before");
        assertThat(deadLetters.all())
                .filteredOn(letter -> letter.key().equals(poisoned))
                .extracting(DeadLetter::version)
                .containsExactly(1L, 2L);

        assertThat(projector.retry("pipelines", poisoned)).isFalse();
        assertThat(nameOf(poisoned)).isEqualTo("Before");
    }

    @Test
    void what_can_be_taken_in_by_now_goes_in_in_order() {
        var stream = NewId.of("pipeline");
        append(stream, 0, "pipeline.created", created(stream, "First", "[]"));
        await().untilAsserted(() -> assertThat(nameOf(stream)).isEqualTo("First"));
        db.sql(
                        """
                        insert into dead_letter (view, key, position, stream_id, version, cause)
                        values ('pipelines', :key, 0, :key, 0, 'left by an earlier version')""")
                .param("key", stream)
                .update();
        append(stream, 1, "pipeline.renamed", renamed(stream, "Second"));
        append(stream, 2, "pipeline.renamed", renamed(stream, "Third"));
        await().untilAsserted(
                        () ->
                                assertThat(deadLetters.all())
                                        .filteredOn(letter -> letter.key().equals(stream))
                                        .hasSize(3));
        db.sql("delete from dead_letter where key = :key and position = 0")
                .param("key", stream)
                .update();

        assertThat(projector.retry("pipelines", stream)).isTrue();
        assertThat(nameOf(stream)).isEqualTo("Third");
        assertThat(deadLetters.all()).noneMatch(letter -> letter.key().equals(stream));
    }

    private static String created(String id, String name, String stages) {
        return """
        {"pipelineId":"%s","name":"%s","stages":%s,"standard":false}"""
                .formatted(id, name, stages);
    }

    private static String renamed(String id, String name) {
        return """
        {"pipelineId":"%s","name":"%s"}"""
                .formatted(id, name);
    }

    private String nameOf(String pipeline) {
        return db.sql("select name from pipelines where id = :id")
                .param("id", pipeline)
                .query(String.class)
                .optional()
                .orElse("");
    }
}
