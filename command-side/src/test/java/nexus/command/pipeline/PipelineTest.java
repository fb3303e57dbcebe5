package nexus.command.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nexus.api.Patch;
import nexus.api.RecordRejection.AlreadyExists;
import nexus.api.RecordRejection.NotFound;
import nexus.api.pipeline.PipelineCommand;
import nexus.api.pipeline.PipelineCommand.AddStage;
import nexus.api.pipeline.PipelineCommand.ChangeStage;
import nexus.api.pipeline.PipelineCommand.CreatePipeline;
import nexus.api.pipeline.PipelineCommand.RenamePipeline;
import nexus.api.pipeline.PipelineEvent;
import nexus.api.pipeline.PipelineEvent.PipelineCreated;
import nexus.api.pipeline.PipelineEvent.PipelineRenamed;
import nexus.api.pipeline.PipelineEvent.StageAdded;
import nexus.api.pipeline.PipelineEvent.StageChanged;
import nexus.api.pipeline.PipelineId;
import nexus.api.pipeline.PipelineRejection.ProbabilityFixed;
import nexus.api.pipeline.PipelineRejection.StageNameTaken;
import nexus.api.pipeline.PipelineRejection.StageNotFound;
import nexus.api.pipeline.PipelineRejection.StagesIncomplete;
import nexus.api.pipeline.Stage;
import nexus.api.pipeline.StageId;
import nexus.api.pipeline.StageKind;
import nexus.platform.decider.Decision;
import nexus.platform.decider.testing.DeciderSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineTest {

    static final PipelineId ID = new PipelineId("pipeline-1");
    static final Stage LEAD = stage("lead", "Lead", StageKind.OPEN, 10);
    static final Stage QUALIFIED = stage("qualified", "Qualified", StageKind.OPEN, 25);
    static final Stage WON = stage("won", "Closed Won", StageKind.WON, 100);
    static final Stage LOST = stage("lost", "Closed Lost", StageKind.LOST, 0);
    static final List<Stage> STAGES = List.of(LEAD, WON, LOST);
    static final PipelineCreated CREATED = new PipelineCreated(ID, "Sales", STAGES, true);

    private final PipelineDecider decider = new PipelineDecider();
    private final DeciderSpec<PipelineCommand, Pipeline, PipelineEvent> pipeline =
            DeciderSpec.of(decider);

    static Stage stage(String id, String name, StageKind kind, int probability) {
        return new Stage(new StageId("stage-" + id), name, kind, probability);
    }

    @Test
    void a_pipeline_is_created_with_its_stages() {
        pipeline.given().when(new CreatePipeline(ID, "Sales", STAGES, true)).then(CREATED);
    }

    @Test
    void creating_it_again_in_the_same_way_changes_nothing() {
        pipeline.given(CREATED).when(new CreatePipeline(ID, "Sales", STAGES, true)).thenNothing();
    }

    @Test
    void creating_another_under_its_id_is_refused() {
        pipeline.given(CREATED)
                .when(new CreatePipeline(ID, "Marketing", STAGES, true))
                .thenRejected(new AlreadyExists("pipeline-1"));
    }

    @Test
    void a_pipeline_needs_an_open_a_won_and_a_lost_stage() {
        for (var tooFew : List.of(List.of(WON, LOST), List.of(LEAD, LOST), List.of(LEAD, WON))) {
            pipeline.given()
                    .when(new CreatePipeline(ID, "Sales", tooFew, false))
                    .thenRejected(new StagesIncomplete());
        }
    }

    @Test
    void a_pipeline_is_won_and_lost_in_one_stage_each() {
        var second = stage("won-2", "Won again", StageKind.WON, 100);
        pipeline.given()
                .when(new CreatePipeline(ID, "Sales", List.of(LEAD, WON, second, LOST), false))
                .thenRejected(new StagesIncomplete());
    }

    @ParameterizedTest
    @CsvSource({"WON, 99", "LOST, 1"})
    void won_is_certain_and_lost_is_hopeless(StageKind kind, int probability) {
        var wrong = stage("wrong", "Wrong", kind, probability);
        var other = kind == StageKind.WON ? LOST : WON;
        pipeline.given()
                .when(new CreatePipeline(ID, "Sales", List.of(LEAD, wrong, other), false))
                .thenRejected(new ProbabilityFixed(kind));
    }

    @Test
    void names_of_stages_differ_by_more_than_case() {
        var shouting = stage("loud", "LEAD", StageKind.OPEN, 10);
        pipeline.given()
                .when(new CreatePipeline(ID, "Sales", List.of(LEAD, shouting, WON, LOST), false))
                .thenRejected(new StageNameTaken("LEAD"));
    }

    @Test
    void nothing_can_be_done_to_a_pipeline_that_is_not_there() {
        pipeline.given()
                .when(new RenamePipeline(ID, "Sales"))
                .thenRejected(new NotFound("pipeline-1"));
    }

    @Test
    void a_pipeline_is_renamed_once() {
        pipeline.given(CREATED)
                .when(new RenamePipeline(ID, "Retail"))
                .then(new PipelineRenamed(ID, "Retail"));
        pipeline.given(CREATED, new PipelineRenamed(ID, "Retail"))
                .when(new RenamePipeline(ID, "Retail"))
                .thenNothing();
    }

    @Test
    void a_new_stage_goes_before_won_and_lost() {
        pipeline.given(CREATED)
                .when(new AddStage(ID, QUALIFIED))
                .then(new StageAdded(ID, QUALIFIED, 1));
    }

    @Test
    void only_open_stages_are_added() {
        pipeline.given(CREATED)
                .when(new AddStage(ID, stage("won-2", "Won again", StageKind.WON, 100)))
                .thenRejected(new StagesIncomplete());
    }

    @Test
    void a_new_stage_needs_a_name_of_its_own() {
        pipeline.given(CREATED)
                .when(new AddStage(ID, stage("new", "lead", StageKind.OPEN, 5)))
                .thenRejected(new StageNameTaken("lead"));
    }

    @Test
    void a_stage_is_renamed_and_stays_the_same_stage() {
        var renamed = new Stage(LEAD.id(), "Enquiry", StageKind.OPEN, 10);
        pipeline.given(CREATED)
                .when(new ChangeStage(ID, LEAD.id(), Patch.set("Enquiry"), Patch.keep()))
                .then(new StageChanged(ID, renamed));
        pipeline.given(CREATED, new StageChanged(ID, renamed))
                .when(new ChangeStage(ID, LEAD.id(), Patch.set("Enquiry"), Patch.set(10)))
                .thenNothing();
    }

    @Test
    void a_stage_cannot_take_the_name_of_another() {
        pipeline.given(CREATED)
                .when(new ChangeStage(ID, LEAD.id(), Patch.set("closed won"), Patch.keep()))
                .thenRejected(new StageNameTaken("closed won"));
    }

    @Test
    void the_probability_of_a_closing_stage_is_fixed() {
        pipeline.given(CREATED)
                .when(new ChangeStage(ID, WON.id(), Patch.keep(), Patch.set(90)))
                .thenRejected(new ProbabilityFixed(StageKind.WON));
    }

    @Test
    void a_stage_of_another_pipeline_is_not_found() {
        var unknown = new StageId("stage-x");
        pipeline.given(CREATED)
                .when(new ChangeStage(ID, unknown, Patch.set("X"), Patch.keep()))
                .thenRejected(new StageNotFound(unknown));
    }

    /** Whatever is asked in whatever order, history folds, and folds to the state decided on. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void any_sequence_of_commands_refolds_to_the_same_state(long seed) {
        var random = new Random(seed);
        var history = new ArrayList<PipelineEvent>();
        Pipeline state = decider.initial();
        for (int i = 0; i < 300; i++) {
            if (decider.decide(state, anyCommand(random))
                    instanceof Decision.Accept<PipelineEvent>(var events, _)) {
                for (var event : events) {
                    state = decider.evolve(state, event);
                    history.add(event);
                }
            }
            assertThat(hasOneOfEachClosingKind(state)).isTrue();
        }
        Pipeline refolded = decider.initial();
        for (var event : history) {
            refolded = decider.evolve(refolded, event);
        }
        assertThat(refolded).isEqualTo(state);
        assertThat(history).hasSizeGreaterThan(20);
    }

    /** History is never refused, not even one that no decision could have made. */
    @Test
    void any_event_can_follow_any_state() {
        var events =
                List.of(
                        CREATED,
                        new PipelineRenamed(ID, "X"),
                        new StageAdded(ID, QUALIFIED, 99),
                        new StageChanged(ID, stage("unknown", "?", StageKind.OPEN, 1)));
        for (var first : events) {
            for (var second : events) {
                var state = decider.evolve(decider.evolve(decider.initial(), first), second);
                assertThat(state).isNotNull();
            }
        }
    }

    private static boolean hasOneOfEachClosingKind(Pipeline state) {
        return switch (state) {
            case Pipeline.Absent _ -> true;
            case Pipeline.Present present ->
                    present.stages().getLast().equals(LOST)
                            || present.stages().stream()
                                            .filter(stage -> stage.kind() != StageKind.OPEN)
                                            .count()
                                    == 2;
        };
    }

    private static PipelineCommand anyCommand(Random random) {
        var name = List.of("Lead", "Enquiry", "Offer", "Demo", "Closed Won").get(random.nextInt(5));
        var number = random.nextInt(6);
        var stage = stage("s" + number, name, StageKind.OPEN, random.nextInt(101));
        return switch (random.nextInt(4)) {
            case 0 -> new CreatePipeline(ID, name, STAGES, true);
            case 1 -> new RenamePipeline(ID, name);
            case 2 -> new AddStage(ID, stage);
            default ->
                    new ChangeStage(
                            ID,
                            number == 0 ? LEAD.id() : stage.id(),
                            random.nextBoolean() ? Patch.set(name) : Patch.keep(),
                            Patch.set(random.nextInt(101)));
        };
    }
}
