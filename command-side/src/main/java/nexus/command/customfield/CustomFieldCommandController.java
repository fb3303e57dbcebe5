package nexus.command.customfield;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import nexus.api.Patch;
import nexus.api.customfield.CustomFieldCommand.ChangeField;
import nexus.api.customfield.CustomFieldCommand.DefineField;
import nexus.api.customfield.CustomFieldCommand.RemoveField;
import nexus.api.customfield.CustomFieldId;
import nexus.api.customfield.FieldBearer;
import nexus.api.customfield.FieldDefinition;
import nexus.api.customfield.FieldKind;
import nexus.platform.NewId;
import nexus.platform.web.CommandEndpoint;
import nexus.platform.web.CommandEndpoint.Answer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/custom-fields/{resource}")
class CustomFieldCommandController {

    record Body(
            @NotNull @Pattern(regexp = "[a-zA-Z][a-zA-Z0-9_]{0,59}") String key,
            @NotBlank @Size(max = 100) String label,
            @NotNull FieldKind kind,
            @Nullable @Size(max = 100) List<@NotBlank @Size(max = 100) String> options) {

        FieldDefinition of(FieldBearer resource) {
            return new FieldDefinition(
                    resource, key, label, kind, Objects.requireNonNullElse(options, List.of()));
        }
    }

    record Change(
            Patch<@NotBlank @Size(max = 100) String> label,
            Patch<@NotNull @Size(max = 100) List<@NotBlank @Size(max = 100) String>> options) {}

    private final CommandEndpoint commands;

    CustomFieldCommandController(CommandEndpoint commands) {
        this.commands = commands;
    }

    @PostMapping
    ResponseEntity<Answer> define(
            @PathVariable FieldBearer resource, @Valid @RequestBody Body body) {
        return commands.create(
                new DefineField(
                        new CustomFieldId(NewId.of(CustomFieldId.PREFIX)), body.of(resource)));
    }

    @PatchMapping("/{id}")
    ResponseEntity<Answer> change(
            @PathVariable FieldBearer resource,
            @PathVariable CustomFieldId id,
            @Valid @RequestBody Change body) {
        return commands.change(new ChangeField(id, body.label(), body.options()));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Answer> remove(
            @PathVariable FieldBearer resource, @PathVariable CustomFieldId id) {
        return commands.change(new RemoveField(id));
    }
}
