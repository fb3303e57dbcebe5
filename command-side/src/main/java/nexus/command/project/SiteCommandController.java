package nexus.command.project;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import nexus.api.identity.UserId;
import nexus.api.project.Booking;
import nexus.api.project.CheckInId;
import nexus.api.project.ProjectCommand.ChangeSnag;
import nexus.api.project.ProjectCommand.CheckIn;
import nexus.api.project.ProjectCommand.RaiseSnag;
import nexus.api.project.ProjectCommand.ScheduleInstallation;
import nexus.api.project.ProjectId;
import nexus.api.project.SnagId;
import nexus.api.project.SnagSeverity;
import nexus.api.project.SnagState;
import nexus.api.project.VisitPurpose;
import nexus.platform.NewId;
import nexus.platform.web.CommandEndpoint;
import nexus.platform.web.CommandEndpoint.Answer;
import nexus.platform.web.References;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/projects/{id}")
class SiteCommandController {

    /** The days of an installation, both included, and who does it. */
    record Installation(
            @NotNull LocalDate startsOn,
            @NotNull LocalDate endsOn,
            @Nullable @Size(max = 20) List<@NotNull UserId> installerIds,
            @Nullable Instant occurredAt) {

        List<UserId> installers() {
            return Objects.requireNonNullElse(installerIds, List.<UserId>of()).stream()
                    .distinct()
                    .toList();
        }

        ScheduleInstallation of(ProjectId project, LocalDate today) {
            return new ScheduleInstallation(
                    project, new Booking(startsOn, endsOn, installers()), today);
        }
    }

    /**
     * Somebody at a site.
     *
     * @param accuracy of the position, in metres
     */
    record Visit(
            @NotNull @DecimalMin("-90") @DecimalMax("90") @Digits(integer = 2, fraction = 15)
                    BigDecimal lat,
            @NotNull @DecimalMin("-180") @DecimalMax("180") @Digits(integer = 3, fraction = 15)
                    BigDecimal lon,
            @Nullable @DecimalMin("0") @Digits(integer = 8, fraction = 6) BigDecimal accuracy,
            @Nullable Instant deviceTime,
            @Nullable VisitPurpose purpose) {

        CheckIn of(ProjectId project) {
            return new CheckIn(
                    project,
                    new CheckInId(NewId.of(CheckInId.PREFIX)),
                    lat,
                    lon,
                    accuracy,
                    deviceTime,
                    Objects.requireNonNullElse(purpose, VisitPurpose.INSTALLATION));
        }
    }

    record NewSnag(
            @NotBlank @Size(max = 500) String title,
            @NotNull SnagSeverity severity,
            @Nullable Instant occurredAt) {}

    record SnagChange(@NotNull SnagState state, @Nullable Instant occurredAt) {}

    private final CommandEndpoint commands;
    private final Today today;
    private final References references;

    SiteCommandController(CommandEndpoint commands, Today today, References references) {
        this.commands = commands;
        this.today = today;
        this.references = references;
    }

    @PutMapping("/installation")
    ResponseEntity<Answer> schedule(
            @PathVariable ProjectId id, @Valid @RequestBody Installation body) {
        body.installers().forEach(installer -> references.check("installerIds", installer));
        return commands.change(body.of(id, today.of(body.occurredAt())), body.occurredAt());
    }

    @PostMapping("/check-ins")
    ResponseEntity<Answer> checkIn(@PathVariable ProjectId id, @Valid @RequestBody Visit body) {
        return commands.change(body.of(id));
    }

    @PostMapping("/snags")
    ResponseEntity<Answer> raise(@PathVariable ProjectId id, @Valid @RequestBody NewSnag body) {
        return commands.change(
                new RaiseSnag(
                        id, new SnagId(NewId.of(SnagId.PREFIX)), body.title(), body.severity()),
                body.occurredAt());
    }

    @PatchMapping(
            path = "/snags/{snagId}",
            consumes = {"application/merge-patch+json", "application/json"})
    ResponseEntity<Answer> change(
            @PathVariable ProjectId id,
            @PathVariable SnagId snagId,
            @Valid @RequestBody SnagChange body) {
        return commands.change(new ChangeSnag(id, snagId, body.state()), body.occurredAt());
    }
}
