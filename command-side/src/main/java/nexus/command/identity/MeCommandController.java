package nexus.command.identity;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import nexus.api.Patch;
import nexus.api.identity.UserCommand.ChangeProfile;
import nexus.api.identity.UserId;
import nexus.platform.security.Actor;
import nexus.platform.security.CurrentActor;
import nexus.platform.web.CommandEndpoint;
import nexus.platform.web.CommandEndpoint.Answer;
import nexus.platform.web.Refused;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/me")
class MeCommandController {

    record Change(
            Patch<@NotBlank @Size(max = 100) String> firstName,
            Patch<@NotBlank @Size(max = 100) String> lastName,
            Patch<@Size(max = 500) @Pattern(regexp = "https://\\S+|/\\S*") String> avatarUrl) {}

    record SessionAnswer(
            String id,
            String ipAddress,
            String userAgent,
            Instant createdAt,
            Instant lastUsedAt,
            Instant expiresAt,
            boolean current) {}

    record SessionList(@NotNull List<SessionAnswer> data) {}

    private final CommandEndpoint commands;
    private final Sessions sessions;
    private final CurrentActor current;

    MeCommandController(CommandEndpoint commands, Sessions sessions, CurrentActor current) {
        this.commands = commands;
        this.sessions = sessions;
        this.current = current;
    }

    @PatchMapping
    ResponseEntity<Answer> change(Actor actor, @Valid @RequestBody Change body) {
        return commands.change(
                new ChangeProfile(
                        new UserId(actor.id()),
                        body.firstName(),
                        body.lastName(),
                        body.avatarUrl()));
    }

    @GetMapping("/sessions")
    SessionList sessions(Actor actor) {
        return new SessionList(
                sessions.of(new UserId(actor.id())).stream().map(this::answer).toList());
    }

    @DeleteMapping("/sessions")
    ResponseEntity<Void> endAll(Actor actor) {
        sessions.endAllOf(new UserId(actor.id()));
        return ResponseEntity.noContent().build();
    }

    @DeleteMapping("/sessions/{id}")
    ResponseEntity<Void> end(Actor actor, @PathVariable String id) {
        return sessions.end(new UserId(actor.id()), id)
                .map(_ -> ResponseEntity.noContent().<Void>build())
                .orElseThrow(() -> Refused.notFound(id));
    }

    private SessionAnswer answer(Sessions.Shown session) {
        return new SessionAnswer(
                session.id(),
                session.ipAddress(),
                session.userAgent(),
                session.createdAt(),
                session.lastUsedAt(),
                session.expiresAt(),
                session.id().equals(current.sessionId()));
    }
}
