package nexus.command.pipeline;

import static nexus.platform.decider.Decision.accept;
import static nexus.platform.decider.Decision.nothing;
import static nexus.platform.decider.Decision.reject;

import java.util.List;
import java.util.Locale;
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
import nexus.api.pipeline.PipelineRejection.ProbabilityFixed;
import nexus.api.pipeline.PipelineRejection.StageNameTaken;
import nexus.api.pipeline.PipelineRejection.StageNotFound;
import nexus.api.pipeline.PipelineRejection.StagesIncomplete;
import nexus.api.pipeline.Stage;
import nexus.api.pipeline.StageKind;
import nexus.command.pipeline.Pipeline.Absent;
import nexus.command.pipeline.Pipeline.Present;
import nexus.platform.decider.Decider;
import nexus.platform.decider.Decision;

/** The business rules of a pipeline. */
final class PipelineDecider implements Decider<PipelineCommand, Pipeline, PipelineEvent> {

    @Override
    public Pipeline initial() {
        return new Absent();
    }

    @Override
    public Decision<PipelineEvent> decide(Pipeline pipeline, PipelineCommand command) {
        return switch (pipeline) {
            case Absent _ when command instanceof CreatePipeline create -> create(create);
            case Absent _ -> reject(new NotFound(command.streamId()));
            case Present present -> decide(present, command);
        };
    }

    private static Decision<PipelineEvent> create(CreatePipeline command) {
        var stages = command.stages();
        if (count(stages, StageKind.OPEN) < 1
                || count(stages, StageKind.WON) != 1
                || count(stages, StageKind.LOST) != 1) {
            return reject(new StagesIncomplete());
        }
        for (var stage : stages) {
            if (!probabilityFits(stage)) {
                return reject(new ProbabilityFixed(stage.kind()));
            }
        }
        var names = stages.stream().map(stage -> stage.name().toLowerCase(Locale.ROOT)).toList();
        for (int i = 0; i < names.size(); i++) {
            if (names.indexOf(names.get(i)) != i) {
                return reject(new StageNameTaken(stages.get(i).name()));
            }
        }
        return accept(
                new PipelineCreated(
                        command.pipelineId(), command.name(), stages, command.standard()));
    }

    private static long count(List<Stage> stages, StageKind kind) {
        return stages.stream().filter(stage -> stage.kind() == kind).count();
    }

    private static boolean probabilityFits(Stage stage) {
        return switch (stage.kind()) {
            case OPEN -> true;
            case WON -> stage.probability() == 100;
            case LOST -> stage.probability() == 0;
        };
    }

    private static Decision<PipelineEvent> decide(Present pipeline, PipelineCommand command) {
        return switch (command) {
            case CreatePipeline again -> createAgain(pipeline, again);
            case RenamePipeline(_, var name) when name.equals(pipeline.name()) -> nothing();
            case RenamePipeline(var id, var name) -> accept(new PipelineRenamed(id, name));
            case AddStage add -> add(pipeline, add);
            case ChangeStage change ->
                    pipeline.stage(change.stageId())
                            .map(stage -> change(pipeline, stage, change))
                            .orElseGet(() -> reject(new StageNotFound(change.stageId())));
        };
    }

    private static Decision<PipelineEvent> createAgain(Present pipeline, CreatePipeline again) {
        var same = new Present(again.name(), again.stages(), again.standard()).equals(pipeline);
        return same ? nothing() : reject(new AlreadyExists(again.streamId()));
    }

    private static Decision<PipelineEvent> add(Present pipeline, AddStage add) {
        var stage = add.stage();
        if (stage.kind() != StageKind.OPEN) {
            return reject(new StagesIncomplete());
        }
        return pipeline.hasOther(stage.id(), stage.name())
                ? reject(new StageNameTaken(stage.name()))
                : accept(new StageAdded(add.pipelineId(), stage, pipeline.orderOfNext()));
    }

    private static Decision<PipelineEvent> change(
            Present pipeline, Stage stage, ChangeStage change) {
        var changed =
                new Stage(
                        stage.id(),
                        change.name().orRequired(stage.name()),
                        stage.kind(),
                        change.probability().orRequired(stage.probability()));
        if (changed.equals(stage)) {
            return nothing();
        }
        if (!probabilityFits(changed)) {
            return reject(new ProbabilityFixed(stage.kind()));
        }
        return pipeline.hasOther(stage.id(), changed.name())
                ? reject(new StageNameTaken(changed.name()))
                : accept(new StageChanged(change.pipelineId(), changed));
    }

    @Override
    public Pipeline evolve(Pipeline pipeline, PipelineEvent event) {
        if (event instanceof PipelineCreated(_, var name, var stages, var standard)) {
            return new Present(name, stages, standard);
        }
        return switch (pipeline) {
            case Absent _ -> pipeline;
            case Present present ->
                    switch (event) {
                        case PipelineCreated _ -> present;
                        case PipelineRenamed(_, var name) -> present.renamed(name);
                        case StageAdded(_, var stage, var order) -> present.with(stage, order);
                        case StageChanged(_, var stage) -> present.changed(stage);
                    };
        };
    }
}
