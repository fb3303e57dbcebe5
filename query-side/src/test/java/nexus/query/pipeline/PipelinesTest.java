package nexus.query.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import nexus.api.pipeline.PipelineEvent;
import nexus.api.pipeline.PipelineEvent.PipelineCreated;
import nexus.api.pipeline.PipelineEvent.PipelineRenamed;
import nexus.api.pipeline.PipelineEvent.StageAdded;
import nexus.api.pipeline.PipelineEvent.StageChanged;
import nexus.api.pipeline.PipelineId;
import nexus.api.pipeline.Stage;
import nexus.api.pipeline.StageId;
import nexus.api.pipeline.StageKind;
import nexus.platform.eventstore.RecordedEvent.By;
import nexus.platform.projection.Occurrence;
import nexus.query.pipeline.Pipelines.PipelineRow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PipelinesTest {

    private static final PipelineId ID = new PipelineId("pipeline-1");
    private static final Stage LEAD = stage("lead", "Lead", StageKind.OPEN, 10);
    private static final Stage OFFER = stage("offer", "Offer", StageKind.OPEN, 60);
    private static final Stage WON = stage("won", "Won", StageKind.WON, 100);
    private static final Stage LOST = stage("lost", "Lost", StageKind.LOST, 0);
    private static final PipelineCreated CREATED =
            new PipelineCreated(ID, "Sales", List.of(LEAD, WON, LOST), true);

    private static Stage stage(String id, String name, StageKind kind, int probability) {
        return new Stage(new StageId("stage-" + id), name, kind, probability);
    }

    private static @Nullable PipelineRow fold(PipelineEvent... events) {
        var at = new Occurrence(Instant.EPOCH, Instant.EPOCH, new By("USER", "user-1", "Ann"));
        PipelineRow row = null;
        for (var event : events) {
            row = new Pipelines().evolve(row, event, at);
        }
        return row;
    }

    @Test
    void a_pipeline_has_its_stages_in_their_order() {
        assertThat(fold(CREATED))
                .isEqualTo(new PipelineRow("pipeline-1", "Sales", true, List.of(LEAD, WON, LOST)));
    }

    @Test
    void a_stage_is_added_in_its_place() {
        assertThat(fold(CREATED, new StageAdded(ID, OFFER, 1)))
                .isEqualTo(
                        new PipelineRow(
                                "pipeline-1", "Sales", true, List.of(LEAD, OFFER, WON, LOST)));
    }

    @Test
    void a_changed_stage_keeps_its_place() {
        var enquiry = new Stage(LEAD.id(), "Enquiry", StageKind.OPEN, 15);
        assertThat(fold(CREATED, new StageChanged(ID, enquiry)))
                .isEqualTo(
                        new PipelineRow("pipeline-1", "Sales", true, List.of(enquiry, WON, LOST)));
    }

    @Test
    void a_renamed_pipeline_is_otherwise_as_it_was() {
        assertThat(fold(CREATED, new PipelineRenamed(ID, "Retail")))
                .isEqualTo(new PipelineRow("pipeline-1", "Retail", true, List.of(LEAD, WON, LOST)));
    }

    @Test
    void an_event_before_the_creation_makes_no_row() {
        assertThat(fold(new PipelineRenamed(ID, "Retail"))).isNull();
    }
}
