package nexus.command.pipeline;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import nexus.api.Patch;
import nexus.api.pipeline.PipelineCommand.AddStage;
import nexus.api.pipeline.PipelineCommand.ChangeStage;
import nexus.api.pipeline.PipelineCommand.CreatePipeline;
import nexus.api.pipeline.PipelineCommand.RenamePipeline;
import nexus.api.pipeline.PipelineId;
import nexus.api.pipeline.Stage;
import nexus.api.pipeline.StageId;
import nexus.api.pipeline.StageKind;
import nexus.platform.NewId;
import nexus.platform.web.CommandEndpoint;
import nexus.platform.web.CommandEndpoint.Answer;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/pipelines")
class PipelineCommandController {

    record Create(
            @NotBlank @Size(max = 100) String name,
            @NotEmpty @Size(max = 30) List<@Valid @NotNull NewStage> stages) {}

    record NewStage(
            @NotBlank @Size(max = 100) String name,
            @NotNull StageKind kind,
            @NotNull @Min(0) @Max(100) Integer probability) {

        Stage withNewId() {
            return new Stage(new StageId(NewId.of(StageId.PREFIX)), name, kind, probability);
        }
    }

    record Rename(@NotBlank @Size(max = 100) String name) {}

    record StageChange(
            Patch<@NotBlank @Size(max = 100) String> name,
            Patch<@NotNull @Min(0) @Max(100) Integer> probability) {}

    private final CommandEndpoint commands;

    PipelineCommandController(CommandEndpoint commands) {
        this.commands = commands;
    }

    @PostMapping
    ResponseEntity<Answer> create(@Valid @RequestBody Create body) {
        var stages = body.stages().stream().map(NewStage::withNewId).toList();
        return commands.create(
                new CreatePipeline(
                        new PipelineId(NewId.of(PipelineId.PREFIX)), body.name(), stages, false));
    }

    @PatchMapping("/{id}")
    ResponseEntity<Answer> rename(@PathVariable PipelineId id, @Valid @RequestBody Rename body) {
        return commands.change(new RenamePipeline(id, body.name()));
    }

    @PostMapping("/{id}/stages")
    ResponseEntity<Answer> addStage(
            @PathVariable PipelineId id, @Valid @RequestBody NewStage body) {
        return commands.change(new AddStage(id, body.withNewId()));
    }

    @PatchMapping("/{id}/stages/{stageId}")
    ResponseEntity<Answer> changeStage(
            @PathVariable PipelineId id,
            @PathVariable StageId stageId,
            @Valid @RequestBody StageChange body) {
        return commands.change(new ChangeStage(id, stageId, body.name(), body.probability()));
    }
}
