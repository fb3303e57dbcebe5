package nexus.command.transfer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nexus.api.RecordRejection.UnknownReference;
import nexus.api.deal.Placement;
import nexus.api.identity.OrganizationId;
import nexus.api.pipeline.PipelineEvent;
import nexus.api.pipeline.PipelineEvent.PipelineCreated;
import nexus.api.pipeline.PipelineEvent.PipelineRenamed;
import nexus.api.pipeline.PipelineEvent.StageAdded;
import nexus.api.pipeline.PipelineEvent.StageChanged;
import nexus.api.pipeline.PipelineId;
import nexus.api.pipeline.Stage;
import nexus.api.pipeline.StageId;
import nexus.api.pipeline.StageKind;
import nexus.platform.eventstore.EventLog;
import nexus.platform.web.Refused;
import org.jspecify.annotations.Nullable;

/** The pipeline that deals are imported into, with its stages by name. */
record SalesPipeline(PipelineId id, boolean isDefault, List<Stage> stages) {

    /**
     * The pipeline with this id, or the default one.
     *
     * @throws Refused if there is none
     */
    static SalesPipeline of(EventLog events, OrganizationId organization, @Nullable PipelineId id) {
        var history =
                events.ofOrganization(organization.value(), PipelineId.PREFIX).stream()
                        .map(event -> (PipelineEvent) event.event())
                        .toList();
        return fold(history).values().stream()
                .filter(one -> id == null ? one.isDefault : one.id.equals(id))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Refused(
                                        new UnknownReference(
                                                "mapping.pipelineId", String.valueOf(id))));
    }

    /** The pipelines of an organization after what happened to them. */
    static Map<PipelineId, SalesPipeline> fold(Iterable<PipelineEvent> events) {
        var pipelines = new LinkedHashMap<PipelineId, SalesPipeline>();
        for (var event : events) {
            pipelines.put(event.pipelineId(), evolve(pipelines.get(event.pipelineId()), event));
        }
        return pipelines;
    }

    private static SalesPipeline evolve(@Nullable SalesPipeline before, PipelineEvent event) {
        var pipeline =
                before == null ? new SalesPipeline(event.pipelineId(), false, List.of()) : before;
        return switch (event) {
            case PipelineCreated(var id, _, var stages, var standard) ->
                    new SalesPipeline(id, standard, stages);
            case PipelineRenamed _ -> pipeline;
            case StageAdded(_, var stage, var order) -> {
                var stages = new ArrayList<>(pipeline.stages);
                stages.add(Math.min(order, stages.size()), stage);
                yield pipeline.with(stages);
            }
            case StageChanged(_, var changed) ->
                    pipeline.with(
                            pipeline.stages.stream()
                                    .map(stage -> stage.id().equals(changed.id()) ? changed : stage)
                                    .toList());
        };
    }

    private SalesPipeline with(List<Stage> changed) {
        return new SalesPipeline(id, isDefault, List.copyOf(changed));
    }

    Optional<Stage> stageNamed(String name) {
        var wanted = Names.key(name);
        return stages.stream().filter(stage -> Names.key(stage.name()).equals(wanted)).findFirst();
    }

    String stageNames() {
        return stages.stream().map(Stage::name).collect(Collectors.joining(", "));
    }

    /** Where a deal opens that was in this stage, or in none that is open. */
    Placement opening(@Nullable Stage stage) {
        var open = stage != null && stage.kind() == StageKind.OPEN ? stage : first(StageKind.OPEN);
        return new Placement(
                id, open.id(), open.probability(), closing(StageKind.WON), closing(StageKind.LOST));
    }

    private StageId closing(StageKind kind) {
        return first(kind).id();
    }

    private Stage first(StageKind kind) {
        return stages.stream().filter(stage -> stage.kind() == kind).findFirst().orElseThrow();
    }
}
