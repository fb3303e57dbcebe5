package nexus.command.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import nexus.api.Command;
import nexus.api.Id;
import nexus.api.company.CompanyCommand.CreateCompany;
import nexus.api.company.CompanyDetails;
import nexus.api.company.CompanyId;
import nexus.api.contact.ContactCommand.CreateContact;
import nexus.api.contact.ContactDetails;
import nexus.api.contact.ContactId;
import nexus.api.contact.LifecycleStage;
import nexus.api.deal.DealCommand.LoseDeal;
import nexus.api.deal.DealCommand.OpenDeal;
import nexus.api.deal.DealCommand.WinDeal;
import nexus.api.deal.DealDetails;
import nexus.api.deal.DealId;
import nexus.api.identity.OrganizationCommand.AddMember;
import nexus.api.identity.Role;
import nexus.api.identity.UserCommand.RegisterUser;
import nexus.api.identity.UserId;
import nexus.command.transfer.Draft.Closing.Lost;
import nexus.command.transfer.Draft.Closing.Won;
import nexus.command.transfer.Draft.CompanyDraft;
import nexus.command.transfer.Draft.ContactDraft;
import nexus.command.transfer.Draft.DealDraft;
import nexus.platform.decider.CommandContext;
import nexus.platform.decider.Commands.Part;
import org.jspecify.annotations.Nullable;

/** Drafts on their way to becoming commands, with commands for whatever they name first. */
final class Assembly {

    private final Known known;
    private final CommandContext context;
    private final Function<String, String> newId;
    private final Known fresh = Known.nothing();
    private final List<Part> parts = new ArrayList<>();
    private final List<String> created = new ArrayList<>();

    Assembly(Known known, CommandContext context, Function<String, String> newId) {
        this.known = known;
        this.context = context;
        this.newId = newId;
    }

    List<Part> parts() {
        return parts;
    }

    /** The ids of all records that the commands make. */
    List<String> created() {
        return created;
    }

    /** What can be named from now on, if the commands were accepted. */
    Known fresh() {
        return fresh;
    }

    void add(Draft draft) {
        switch (draft) {
            case DealDraft deal -> add(deal);
            case CompanyDraft(_, var details) -> create(details);
            case ContactDraft(_, var details, var companyName) ->
                    create(employedBy(details, company(companyName)));
        }
    }

    private void add(DealDraft deal) {
        var id = make(DealId.PREFIX, DealId::new);
        send(
                new OpenDeal(
                        id,
                        new DealDetails(
                                deal.name(),
                                contact(deal.contactEmail()),
                                company(deal.companyName()),
                                deal.source(),
                                deal.customFields()),
                        deal.value(),
                        deal.placement(),
                        owner(deal.ownerName()),
                        deal.expectedCloseDate(),
                        deal.externalId()),
                context.occurredAt(deal.openedAt()));
        switch (deal.closing()) {
            case null -> {}
            case Won(var at, var reason) ->
                    send(new WinDeal(id, reason, null), context.occurredAt(at));
            case Lost(var at, var reason) ->
                    send(new LoseDeal(id, reason, null), context.occurredAt(at));
        }
    }

    private @Nullable UserId owner(@Nullable String name) {
        if (name == null) {
            return null;
        }
        var key = Names.key(name);
        var member = known.members().getOrDefault(key, fresh.members().get(key));
        return member == null ? employ(key, name) : member;
    }

    /** A new member who cannot log in, until somebody invites them. */
    private UserId employ(String key, String name) {
        var id = make(UserId.PREFIX, UserId::new);
        var space = name.indexOf(' ');
        send(
                new RegisterUser(
                        id,
                        null,
                        space < 0 ? name : name.substring(0, space),
                        space < 0 ? "" : name.substring(space + 1)));
        send(new AddMember(context.actor().organizationId(), id, Role.MEMBER, null));
        fresh.members().put(key, id);
        return id;
    }

    private @Nullable CompanyId company(@Nullable String name) {
        if (name == null) {
            return null;
        }
        var key = Names.key(name);
        var company = known.companies().getOrDefault(key, fresh.companies().get(key));
        return company == null ? create(nameOnly(name)) : company;
    }

    private static CompanyDetails nameOnly(String name) {
        return new CompanyDetails(name, null, null, null, null, null, java.util.Map.of());
    }

    private CompanyId create(CompanyDetails details) {
        var id = make(CompanyId.PREFIX, CompanyId::new);
        send(new CreateCompany(id, details));
        fresh.companies().put(Names.key(details.name()), id);
        return id;
    }

    private @Nullable ContactId contact(@Nullable String email) {
        if (email == null) {
            return null;
        }
        var key = Names.key(email);
        var contact = known.contacts().getOrDefault(key, fresh.contacts().get(key));
        return contact == null ? create(emailOnly(email)) : contact;
    }

    private static ContactDetails emailOnly(String email) {
        return new ContactDetails(
                null, null, email, null, null, null, List.of(), null, java.util.Map.of());
    }

    private ContactId create(ContactDetails details) {
        var id = make(ContactId.PREFIX, ContactId::new);
        send(new CreateContact(id, details, LifecycleStage.LEAD));
        fresh.contacts().put(Names.key(String.valueOf(details.email())), id);
        return id;
    }

    private static ContactDetails employedBy(ContactDetails details, @Nullable CompanyId company) {
        return new ContactDetails(
                details.firstName(),
                details.lastName(),
                details.email(),
                details.phone(),
                company,
                details.jobTitle(),
                details.tags(),
                details.source(),
                details.customFields());
    }

    private <I extends Id> I make(String prefix, Function<String, I> id) {
        var value = newId.apply(prefix);
        created.add(value);
        return id.apply(value);
    }

    private void send(Command command) {
        send(command, context);
    }

    private void send(Command command, CommandContext at) {
        parts.add(new Part(command, at));
    }
}
