package nexus.command.identity;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import nexus.api.Patch;
import nexus.api.identity.JobRole;
import nexus.api.identity.OrganizationCommand.ChangeOrganization;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.Role;
import nexus.api.identity.ShowroomId;
import nexus.api.identity.UserId;
import nexus.command.identity.Team.Changed;
import nexus.command.identity.Team.Newcomer;
import nexus.platform.security.Actor;
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
@RequestMapping("/api/organization")
class OrganizationCommandController {

    record Change(
            Patch<@NotBlank @Size(max = 200) String> name, @Nullable @Valid Settings settings) {

        ChangeOrganization command(OrganizationId id) {
            var change = Objects.requireNonNullElse(settings, Settings.UNCHANGED);
            return new ChangeOrganization(
                    id,
                    name,
                    change.currency(),
                    change.timeZone(),
                    change.locale(),
                    change.primaryColor());
        }
    }

    record Settings(
            Patch<@NotNull @Pattern(regexp = "[A-Z]{3}") String> currency,
            Patch<
                            @NotNull
                            @Pattern(regexp = "[A-Za-z0-9_+-]{1,30}(/[A-Za-z0-9_+-]{1,30}){0,2}")
                            String>
                    timeZone,
            Patch<@NotNull @Pattern(regexp = "[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}") String> locale,
            Patch<@NotNull @Pattern(regexp = "#[0-9a-fA-F]{6}") String> primaryColor) {

        static final Settings UNCHANGED =
                new Settings(Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep());
    }

    /** A newcomer; one without an e-mail address and a password does not log in. */
    record NewMember(
            @Nullable @Email @Size(max = 254) String email,
            @Nullable @Size(max = 200) String password,
            @NotBlank @Size(max = 100) String firstName,
            @NotBlank @Size(max = 100) String lastName,
            @Nullable Role role,
            @Nullable Set<@NotNull JobRole> jobRoles,
            @Nullable @Size(max = 200) Set<@NotNull ShowroomId> showroomIds) {

        Newcomer newcomer() {
            return new Newcomer(
                    email == null ? null : email.strip().toLowerCase(Locale.ROOT),
                    password,
                    firstName.strip(),
                    lastName.strip(),
                    Objects.requireNonNullElse(role, Role.MEMBER),
                    Objects.requireNonNullElse(jobRoles, Set.of()),
                    Objects.requireNonNullElse(showroomIds, Set.of()));
        }
    }

    /** What is to change; without showrooms somebody works in any of them. */
    record MemberChange(
            Patch<@NotNull Role> role,
            Patch<@NotNull Set<@NotNull JobRole>> jobRoles,
            Patch<@NotNull @Size(max = 200) Set<@NotNull ShowroomId>> showroomIds) {

        Changed changed() {
            return new Changed(role, jobRoles, showroomIds);
        }
    }

    private final CommandEndpoint commands;
    private final Team team;

    OrganizationCommandController(CommandEndpoint commands, Team team) {
        this.commands = commands;
        this.team = team;
    }

    @PatchMapping
    ResponseEntity<Answer> change(Actor actor, @Valid @RequestBody Change body) {
        return commands.change(body.command(actor.organizationId()));
    }

    @PostMapping("/members")
    ResponseEntity<Answer> add(Actor actor, @Valid @RequestBody NewMember body) {
        return team.add(body.newcomer(), actor);
    }

    @PatchMapping("/members/{userId}")
    ResponseEntity<Answer> change(
            Actor actor, @PathVariable UserId userId, @Valid @RequestBody MemberChange body) {
        return team.change(userId, body.changed(), actor);
    }

    @DeleteMapping("/members/{userId}")
    ResponseEntity<Answer> remove(Actor actor, @PathVariable UserId userId) {
        return team.remove(userId, actor);
    }
}
