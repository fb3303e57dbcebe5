package nexus.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import nexus.api.Command;
import nexus.api.CommandResult;
import nexus.api.CommandResult.Accepted;
import nexus.api.CommandResult.Rejected;
import nexus.platform.SharedClock;
import nexus.platform.decider.CommandContext;
import nexus.platform.decider.CommandContext.IdempotencyKey;
import nexus.platform.decider.Commands;
import nexus.platform.decider.Commands.Part;
import nexus.platform.security.Actor;
import nexus.platform.security.CurrentActor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Sends a command with the circumstances of its request, and turns its result into HTTP. */
@Component
public class CommandEndpoint {

    public static final String POSITION = "Nexus-Position";
    public static final String REPLAY = "Idempotent-Replay";

    private final Commands commands;
    private final HttpServletRequest request; // a proxy for the request at hand
    private final Supplier<Actor> actor;
    private final SharedClock clock;

    CommandEndpoint(
            Commands commands, HttpServletRequest request, CurrentActor actor, SharedClock clock) {
        this.commands = commands;
        this.request = request;
        this.actor = actor;
        this.clock = clock;
    }

    /** What every command answers. */
    public record Answer(String id, long version) {}

    /** Sends a command that makes a record: 201 with where to find it, or 200 if it was there. */
    public ResponseEntity<Answer> create(Command command, @Nullable Instant occurredAt) {
        return answer(send(command, occurredAt), HttpStatus.CREATED);
    }

    public ResponseEntity<Answer> create(Command command) {
        return create(command, null);
    }

    /** Sends a command that changes a record: 200. */
    public ResponseEntity<Answer> change(Command command, @Nullable Instant occurredAt) {
        return answer(send(command, occurredAt), HttpStatus.OK);
    }

    public ResponseEntity<Answer> change(Command command) {
        return change(command, null);
    }

    /**
     * Sends a command that takes an event back: 200.
     *
     * @param version what the record must still be at, as the command was made of that
     */
    ResponseEntity<Answer> reverse(Command command, String eventId, long version) {
        var asked = context(null);
        var expected = asked.expectedVersion();
        var context =
                new CommandContext(
                        asked.actor(),
                        asked.correlationId(),
                        eventId,
                        null,
                        expected == null ? version : expected,
                        asked.idempotency());
        return answer(ok(commands.send(command, context)), HttpStatus.OK);
    }

    /**
     * Sends a command that changes nothing any more, for the version that its record has now:
     * whatever the request was on condition of, or is to be remembered by, was the first one's.
     */
    public ResponseEntity<Answer> standing(Command command) {
        var context = CommandContext.of(actor.get(), RequestIdFilter.current());
        return answer(ok(commands.send(command, context)), HttpStatus.OK);
    }

    /**
     * Sends a command whose work goes on in the background: 202.
     *
     * @param besides is run in the same transaction, for what the work needs to be begun
     */
    public ResponseEntity<Answer> begin(Command command, Runnable besides) {
        return together(List.of(command), besides, HttpStatus.ACCEPTED);
    }

    /**
     * Sends commands to several streams, all or none, that make the record of the first: 201.
     *
     * @param besides is run in the same transaction, for what is kept besides events
     */
    public ResponseEntity<Answer> createTogether(List<Command> commands, Runnable besides) {
        return together(commands, besides, HttpStatus.CREATED);
    }

    /** Sends commands to several streams, all or none, that change the record of the first: 200. */
    public ResponseEntity<Answer> changeTogether(List<Command> commands, Runnable besides) {
        return together(commands, besides, HttpStatus.OK);
    }

    private ResponseEntity<Answer> together(
            List<Command> together, Runnable besides, HttpStatus status) {
        var first = context(null);
        var others = CommandContext.of(first.actor(), first.correlationId());
        var parts =
                IntStream.range(0, together.size())
                        .mapToObj(i -> new Part(together.get(i), i == 0 ? first : others))
                        .toList();
        var results =
                commands.sendAllOrNothing(parts, besides).stream()
                        .map(CommandEndpoint::ok)
                        .toList();
        return answer(results.getFirst(), results.getLast(), status);
    }

    /** Answers with what came of commands, all sent or none, that make the record of the first. */
    public ResponseEntity<Answer> created(List<CommandResult> results) {
        var accepted = results.stream().map(CommandEndpoint::ok).toList();
        return answer(accepted.getFirst(), accepted.getLast(), HttpStatus.CREATED);
    }

    /**
     * Says by what the upload at hand is known again when it is sent once more under its key: by
     * what it contains, as soon as that is known.
     */
    public void isKnownBy(String content) {
        RequestBodyFilter.identify(request, content);
    }

    /** The name of the request at hand, which everything caused by it shares. */
    public String correlationId() {
        return RequestIdFilter.current();
    }

    private static Accepted ok(CommandResult result) {
        return switch (result) {
            case Accepted accepted -> accepted;
            case Rejected rejected -> throw new Refused(rejected);
        };
    }

    private Accepted send(Command command, @Nullable Instant occurredAt) {
        return ok(commands.send(command, context(occurredAt)));
    }

    /**
     * The circumstances of the request at hand.
     *
     * @throws InvalidRequest if it says that something happened in the future
     */
    public CommandContext context(@Nullable Instant occurredAt) {
        if (occurredAt != null && occurredAt.isAfter(clock.instant())) {
            throw new InvalidRequest("occurredAt", "in-future", "must not be in the future");
        }
        return new CommandContext(
                actor.get(),
                RequestIdFilter.current(),
                null,
                occurredAt,
                expectedVersion(request.getHeader(HttpHeaders.IF_MATCH)),
                (IdempotencyKey) request.getAttribute(RequestBodyFilter.KEY));
    }

    private ResponseEntity<Answer> answer(Accepted accepted, HttpStatus ifCreated) {
        return answer(accepted, accepted, ifCreated);
    }

    /** Whoever has seen what was written last has seen everything. */
    private ResponseEntity<Answer> answer(Accepted accepted, Accepted last, HttpStatus ifCreated) {
        var isNew = accepted.created() || ifCreated != HttpStatus.CREATED;
        var answer = ResponseEntity.status(isNew ? ifCreated : HttpStatus.OK);
        if (ifCreated != HttpStatus.OK) {
            answer.header(HttpHeaders.LOCATION, location(accepted.streamId()));
        }
        if (accepted.replayed()) {
            answer.header(REPLAY, "true");
        }
        return answer.eTag(Long.toString(accepted.version()))
                .header(POSITION, last.streamId() + "@" + last.version())
                .body(new Answer(accepted.streamId(), accepted.version()));
    }

    private String location(String id) {
        var path = request.getRequestURI();
        return path.endsWith("/" + id) ? path : path + "/" + id;
    }

    private static @Nullable Long expectedVersion(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return null;
        }
        if (!ifMatch.matches("\"\\d{1,18}\"")) {
            throw new InvalidRequest(
                    HttpHeaders.IF_MATCH, "malformed", "must be an ETag like \"3\"");
        }
        return Long.valueOf(ifMatch.substring(1, ifMatch.length() - 1));
    }
}
