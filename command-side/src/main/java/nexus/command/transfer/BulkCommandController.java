package nexus.command.transfer;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class BulkCommandController {

    record Body(
            @NotNull BulkResource resource,
            @NotNull @Size(min = 1, max = 500) List<@NotNull String> ids,
            @NotNull @Valid BulkChange change,
            boolean dryRun) {}

    private final Bulk bulk;

    BulkCommandController(Bulk bulk) {
        this.bulk = bulk;
    }

    @PostMapping("/api/bulk")
    ResponseEntity<BulkAnswer> change(@Valid @RequestBody Body body) {
        return bulk.change(body.resource(), body.ids(), body.change(), body.dryRun());
    }
}
