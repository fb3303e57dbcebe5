package nexus.command.transfer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nexus.api.Action;
import nexus.api.Command;
import nexus.api.CommandResult;
import nexus.api.CommandResult.Accepted;
import nexus.api.Patch;
import nexus.api.RecordRejection.UnknownReference;
import nexus.api.deal.DealRejection.StageIsNotOpen;
import nexus.api.deal.Placement;
import nexus.api.identity.OrganizationId;
import nexus.api.pipeline.PipelineEvent;
import nexus.api.pipeline.PipelineId;
import nexus.api.pipeline.Stage;
import nexus.api.pipeline.StageId;
import nexus.api.pipeline.StageKind;
import nexus.command.transfer.BulkAnswer.Outcome;
import nexus.platform.NewId;
import nexus.platform.decider.CommandContext;
import nexus.platform.decider.CommandContext.IdempotencyKey;
import nexus.platform.decider.Commands;
import nexus.platform.decider.Commands.Part;
import nexus.platform.eventstore.EventLog;
import nexus.platform.security.Permissions;
import nexus.platform.web.CommandEndpoint;
import nexus.platform.web.InvalidRequest;
import nexus.platform.web.References;
import nexus.platform.web.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Changes many records by the commands that anybody could send for each: each record wholly or not
 * at all, and none because of another.
 */
@Component
class Bulk {

    private final Commands commands;
    private final CommandEndpoint endpoint;
    private final References references;
    private final EventLog events;

    Bulk(Commands commands, CommandEndpoint endpoint, References references, EventLog events) {
        this.commands = commands;
        this.endpoint = endpoint;
        this.references = references;
        this.events = events;
    }

    /**
     * Changes records, or says what would become of them.
     *
     * @throws InvalidRequest if such records do not have what is to be changed
     */
    ResponseEntity<BulkAnswer> change(
            BulkResource resource, List<String> ids, BulkChange change, boolean dryRun) {
        requireIds(resource, ids);
        requireFields(resource, change);
        var context = endpoint.context(null);
        Permissions.require(
                context.actor(),
                change.mentioned().contains("archived") ? Action.DELETE : Action.UPDATE,
                resource.resource());
        references.check("change.ownerId", change.ownerId());
        references.check("change.companyId", change.companyId());
        references.check("change.responsibleId", change.responsibleId());
        var each =
                new BulkCommands(
                        resource,
                        change,
                        placement(change.stageId(), context.actor().organizationId()));
        var last = new ArrayList<Accepted>();
        var outcomes = new ArrayList<Outcome>();
        for (var id : new LinkedHashSet<>(ids)) {
            var results = send(each.of(id), context(context, id), dryRun);
            outcomes.add(Outcome.of(id, results, dryRun));
            results.stream()
                    .filter(Accepted.class::isInstance)
                    .map(Accepted.class::cast)
                    .forEach(last::add);
        }
        return answer(BulkAnswer.of(dryRun, outcomes), dryRun ? List.of() : last);
    }

    private List<CommandResult> send(List<Command> each, CommandContext context, boolean dryRun) {
        var parts =
                IntStream.range(0, each.size())
                        .mapToObj(
                                n -> new Part(each.get(n), n == 0 ? context : withoutKey(context)))
                        .toList();
        return dryRun ? commands.rehearse(parts) : commands.sendAllOrNothing(parts);
    }

    /** A request that is sent again under its key finds each record as it left it. */
    private static CommandContext context(CommandContext asked, String id) {
        var key = asked.idempotency();
        return new CommandContext(
                asked.actor(),
                asked.correlationId(),
                null,
                null,
                null,
                key == null ? null : new IdempotencyKey(key.key() + "/" + id, key.requestHash()));
    }

    private static CommandContext withoutKey(CommandContext context) {
        return CommandContext.of(context.actor(), context.correlationId());
    }

    private ResponseEntity<BulkAnswer> answer(BulkAnswer answer, List<Accepted> accepted) {
        var versions =
                accepted.stream()
                        .collect(
                                Collectors.toMap(
                                        Accepted::streamId,
                                        Accepted::version,
                                        (_, later) -> later));
        var response = ResponseEntity.ok();
        events.latestOf(versions)
                .ifPresent(
                        last ->
                                response.header(
                                        CommandEndpoint.POSITION,
                                        last.getKey() + "@" + last.getValue()));
        return response.body(answer);
    }

    private static void requireIds(BulkResource resource, List<String> ids) {
        for (int n = 0; n < ids.size(); n++) {
            if (!NewId.isOne(resource.prefix(), ids.get(n))) {
                throw new InvalidRequest(
                        "ids[" + n + "]",
                        "malformed",
                        "must be an id like " + resource.prefix() + "-0199…");
            }
        }
    }

    private static void requireFields(BulkResource resource, BulkChange change) {
        var mentioned = change.mentioned();
        if (mentioned.isEmpty()) {
            throw new InvalidRequest("change", "empty", "must say what is to be changed");
        }
        if (mentioned.size() > 1 && mentioned.contains("archived")) {
            throw new InvalidRequest("change.archived", "not-alone", "must be the only change");
        }
        for (var field : mentioned) {
            if (!resource.has(field)) {
                throw new InvalidRequest(
                        "change." + field, "unknown", "cannot be changed in many " + resource);
            }
        }
    }

    private @Nullable Placement placement(Patch<StageId> stage, OrganizationId organization) {
        return stage instanceof Patch.Set<StageId>(var id) && id != null
                ? placement(id, organization)
                : null;
    }

    private Placement placement(StageId id, OrganizationId organization) {
        var history =
                events.ofOrganization(organization.value(), PipelineId.PREFIX).stream()
                        .map(event -> (PipelineEvent) event.event())
                        .toList();
        for (var pipeline : SalesPipeline.fold(history).values()) {
            for (var stage : pipeline.stages()) {
                if (stage.id().equals(id)) {
                    return pipeline.opening(open(stage));
                }
            }
        }
        throw new Refused(new UnknownReference("change.stageId", id.value()));
    }

    private static Stage open(Stage stage) {
        if (stage.kind() != StageKind.OPEN) {
            throw new Refused(new StageIsNotOpen(stage.id()));
        }
        return stage;
    }
}
