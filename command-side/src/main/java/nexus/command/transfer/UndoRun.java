package nexus.command.transfer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import nexus.api.Command;
import nexus.api.CommandResult.Rejected;
import nexus.api.Id;
import nexus.api.company.CompanyCommand.ArchiveCompany;
import nexus.api.company.CompanyId;
import nexus.api.contact.ContactCommand.ArchiveContact;
import nexus.api.contact.ContactEvent;
import nexus.api.contact.ContactEvent.ContactArchived;
import nexus.api.contact.ContactEvent.ContactCreated;
import nexus.api.contact.ContactEvent.ContactDetailsChanged;
import nexus.api.contact.ContactId;
import nexus.api.deal.DealCommand.RetractDeal;
import nexus.api.deal.DealDetails;
import nexus.api.deal.DealEvent;
import nexus.api.deal.DealEvent.DealArchived;
import nexus.api.deal.DealEvent.DealDetailsChanged;
import nexus.api.deal.DealEvent.DealOpened;
import nexus.api.deal.DealEvent.DealOwnerAssigned;
import nexus.api.deal.DealId;
import nexus.api.identity.OrganizationCommand.RemoveMember;
import nexus.api.identity.UserCommand.RemoveUser;
import nexus.api.identity.UserId;
import nexus.platform.decider.CommandContext;
import nexus.platform.decider.Commands;
import nexus.platform.decider.Commands.Part;
import nexus.platform.eventstore.EventLog;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what an import made: its deals, and what it made for them unless that is in use
 * elsewhere by now. Doing it twice does no harm, so a crash needs no memory of how far it came.
 */
final class UndoRun {

    private static final int CHUNK = 250;
    private static final String REASON = "the import was undone";

    private final List<String> created;
    private final CommandContext context;
    private final Commands commands;
    private final EventLog events;

    UndoRun(List<String> created, CommandContext context, Commands commands, EventLog events) {
        this.created = created;
        this.context = context;
        this.commands = commands;
        this.events = events;
    }

    /** Thrown when the engine ends before the work does. */
    static final class Interrupted extends RuntimeException {}

    /**
     * @param goesOn asked between transactions
     * @return what was left, as it is in use, or as the actor may not take it back
     */
    List<String> takeBack(BooleanSupplier goesOn) {
        var kept = new ArrayList<String>();
        kept.addAll(send(ofKind(DealId.PREFIX).map(this::retract).toList(), goesOn));
        var inUse = usedElsewhere();
        var idle = ofKind(ContactId.PREFIX, UserId.PREFIX).filter(id -> !inUse.contains(id));
        kept.addAll(send(idle.map(this::end).toList(), goesOn));
        inUse.addAll(employersInUse());
        kept.addAll(
                send(
                        ofKind(CompanyId.PREFIX)
                                .filter(id -> !inUse.contains(id))
                                .map(this::end)
                                .toList(),
                        goesOn));
        created.stream().filter(inUse::contains).forEach(kept::add);
        return kept;
    }

    private Stream<String> ofKind(String... prefixes) {
        return created.stream()
                .filter(id -> Stream.of(prefixes).anyMatch(prefix -> id.startsWith(prefix + "-")));
    }

    private List<Command> retract(String id) {
        return List.of(new RetractDeal(new DealId(id), REASON));
    }

    private List<Command> end(String id) {
        if (id.startsWith(ContactId.PREFIX + "-")) {
            return List.of(new ArchiveContact(new ContactId(id)));
        }
        if (id.startsWith(CompanyId.PREFIX + "-")) {
            return List.of(new ArchiveCompany(new CompanyId(id)));
        }
        var user = new UserId(id);
        return List.of(
                new RemoveMember(context.actor().organizationId(), user, null),
                new RemoveUser(user));
    }

    /** Sends what belongs to each record, and answers the records that refused. */
    private List<String> send(List<List<Command>> records, BooleanSupplier goesOn) {
        var refused = new ArrayList<String>();
        for (int from = 0; from < records.size(); from += CHUNK) {
            if (!goesOn.getAsBoolean()) {
                throw new Interrupted();
            }
            var some = records.subList(from, Math.min(from + CHUNK, records.size()));
            var ids =
                    some.stream()
                            .flatMap(own -> own.stream().map(_ -> own.getLast().streamId()))
                            .toList();
            var results =
                    commands.sendEach(
                            some.stream()
                                    .flatMap(List::stream)
                                    .map(command -> new Part(command, context))
                                    .toList());
            for (int i = 0; i < results.size(); i++) {
                if (results.get(i) instanceof Rejected && !refused.contains(ids.get(i))) {
                    refused.add(ids.get(i));
                }
            }
        }
        return refused;
    }

    /** The records among those created that a deal which is not archived refers to. */
    private Set<String> usedElsewhere() {
        var candidates = new HashSet<>(created);
        var uses = new Uses(candidates);
        events.eachOfOrganization(
                context.actor().organizationId().value(),
                DealId.PREFIX,
                event -> uses.after((DealEvent) event.event()));
        return uses.used();
    }

    /** The companies among those created that a contact which is not archived works for. */
    private Set<String> employersInUse() {
        var candidates = new HashSet<>(created);
        var employers = new HashMap<String, String>();
        var archived = new HashSet<String>();
        events.eachOfOrganization(
                context.actor().organizationId().value(),
                ContactId.PREFIX,
                event -> {
                    switch ((ContactEvent) event.event()) {
                        case ContactCreated(var id, var details, _) ->
                                put(employers, id, details.companyId(), candidates);
                        case ContactDetailsChanged(var id, var details) ->
                                put(employers, id, details.companyId(), candidates);
                        case ContactArchived(var id) -> archived.add(id.value());
                        case ContactEvent.ContactRestored(var id) -> archived.remove(id.value());
                        case ContactEvent.ContactLifecycleStageChanged _,
                                ContactEvent.ContactConsentChanged _ -> {}
                    }
                });
        employers.keySet().removeAll(archived);
        return new HashSet<>(employers.values());
    }

    private static void put(
            Map<String, String> uses, Id by, @Nullable Id used, Set<String> candidates) {
        if (used != null && candidates.contains(used.value())) {
            uses.put(by.value(), used.value());
        } else {
            uses.remove(by.value());
        }
    }

    /** Which of some records the deals of an organization refer to. */
    private static final class Uses {
        private final Set<String> candidates;
        private final Map<String, String> companies = new HashMap<>();
        private final Map<String, String> contacts = new HashMap<>();
        private final Map<String, String> owners = new HashMap<>();
        private final Set<String> archived = new HashSet<>();

        Uses(Set<String> candidates) {
            this.candidates = candidates;
        }

        void after(DealEvent event) {
            switch (event) {
                case DealOpened opened -> {
                    put(owners, opened.dealId(), opened.ownerId(), candidates);
                    after(opened.dealId(), opened.details());
                }
                case DealDetailsChanged(var id, var details) -> after(id, details);
                case DealOwnerAssigned(var id, var owner) -> put(owners, id, owner, candidates);
                case DealArchived(var id, _) -> archived.add(id.value());
                case DealEvent.DealRestored(var id) -> archived.remove(id.value());
                case DealEvent.DealValueChanged _,
                        DealEvent.DealMovedToStage _,
                        DealEvent.DealMovedToPipeline _,
                        DealEvent.DealExpectedCloseMoved _,
                        DealEvent.DealProbabilityOverridden _,
                        DealEvent.DealWon _,
                        DealEvent.DealLost _,
                        DealEvent.DealReopened _ -> {}
            }
        }

        private void after(DealId id, DealDetails details) {
            put(companies, id, details.companyId(), candidates);
            put(contacts, id, details.contactId(), candidates);
        }

        Set<String> used() {
            var used = new HashSet<String>();
            for (var uses : List.of(companies, contacts, owners)) {
                uses.keySet().removeAll(archived);
                used.addAll(uses.values());
            }
            return used;
        }
    }
}
