package nexus.command.transfer;

import jakarta.servlet.http.Part;
import nexus.api.transfer.ImportId;
import nexus.platform.web.CommandEndpoint.Answer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

@RestController
@RequestMapping("/api/imports")
class ImportCommandController {

    private final Intake intake;

    ImportCommandController(Intake intake) {
        this.intake = intake;
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Answer> start(
            @RequestPart(required = false) @Nullable MultipartFile file,
            @RequestPart(required = false) @Nullable Part mapping,
            @RequestParam(defaultValue = "false") boolean dryRun) {
        return intake.take(file, mapping, dryRun);
    }

    @PostMapping("/{id}/undo")
    ResponseEntity<Answer> undo(@PathVariable ImportId id) {
        return intake.undo(id);
    }
}
