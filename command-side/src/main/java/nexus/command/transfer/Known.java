package nexus.command.transfer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import nexus.api.company.CompanyEvent;
import nexus.api.company.CompanyEvent.CompanyArchived;
import nexus.api.company.CompanyEvent.CompanyCreated;
import nexus.api.company.CompanyEvent.CompanyDetailsChanged;
import nexus.api.company.CompanyEvent.CompanyRestored;
import nexus.api.company.CompanyId;
import nexus.api.contact.ContactDetails;
import nexus.api.contact.ContactEvent;
import nexus.api.contact.ContactEvent.ContactArchived;
import nexus.api.contact.ContactEvent.ContactConsentChanged;
import nexus.api.contact.ContactEvent.ContactCreated;
import nexus.api.contact.ContactEvent.ContactDetailsChanged;
import nexus.api.contact.ContactEvent.ContactLifecycleStageChanged;
import nexus.api.contact.ContactEvent.ContactRestored;
import nexus.api.contact.ContactId;
import nexus.api.identity.OrganizationEvent.MemberAdded;
import nexus.api.identity.OrganizationEvent.MemberRemoved;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.UserEvent;
import nexus.api.identity.UserEvent.ProfileChanged;
import nexus.api.identity.UserEvent.UserRegistered;
import nexus.api.identity.UserEvent.UserRemoved;
import nexus.api.identity.UserId;
import nexus.platform.eventstore.EventLog;

/** Whom and what a file may name: members and companies by name, contacts by e-mail address. */
record Known(
        Map<String, UserId> members,
        Map<String, CompanyId> companies,
        Map<String, ContactId> contacts) {

    static Known nothing() {
        return new Known(new HashMap<>(), new HashMap<>(), new HashMap<>());
    }

    /** What an organization has now, as far as a plan may name it. */
    static Known of(EventLog events, OrganizationId organization, RowPlan plan) {
        var known = nothing();
        if (plan.has("ownerName")) {
            readMembers(events, organization, known.members);
        }
        if (plan.has("companyName") || plan.resource() == Target.COMPANIES) {
            var names = new HashMap<CompanyId, String>();
            var archived = new HashSet<CompanyId>();
            events.eachOfOrganization(
                    organization.value(),
                    CompanyId.PREFIX,
                    event -> evolve((CompanyEvent) event.event(), names, archived));
            names.keySet().removeAll(archived);
            names.forEach((id, name) -> known.companies.putIfAbsent(Names.key(name), id));
        }
        if (plan.has("contactEmail") || plan.resource() == Target.CONTACTS) {
            var emails = new HashMap<ContactId, String>();
            var archived = new HashSet<ContactId>();
            events.eachOfOrganization(
                    organization.value(),
                    ContactId.PREFIX,
                    event -> evolve((ContactEvent) event.event(), emails, archived));
            emails.keySet().removeAll(archived);
            emails.forEach((id, email) -> known.contacts.putIfAbsent(Names.key(email), id));
        }
        return known;
    }

    private static void evolve(
            CompanyEvent event, Map<CompanyId, String> names, Set<CompanyId> archived) {
        switch (event) {
            case CompanyCreated(var id, var details) -> names.put(id, details.name());
            case CompanyDetailsChanged(var id, var details) -> names.put(id, details.name());
            case CompanyArchived(var id) -> archived.add(id);
            case CompanyRestored(var id) -> archived.remove(id);
        }
    }

    private static void evolve(
            ContactEvent event, Map<ContactId, String> emails, Set<ContactId> archived) {
        switch (event) {
            case ContactCreated(var id, var details, _) -> putEmail(id, details, emails);
            case ContactDetailsChanged(var id, var details) -> putEmail(id, details, emails);
            case ContactLifecycleStageChanged _, ContactConsentChanged _ -> {}
            case ContactArchived(var id) -> archived.add(id);
            case ContactRestored(var id) -> archived.remove(id);
        }
    }

    private static void putEmail(
            ContactId id, ContactDetails details, Map<ContactId, String> emails) {
        var email = details.email();
        if (email == null) {
            emails.remove(id);
        } else {
            emails.put(id, email);
        }
    }

    private static void readMembers(
            EventLog events, OrganizationId organization, Map<String, UserId> members) {
        var names = new HashMap<UserId, String>();
        for (var event : events.ofStream(organization.value(), organization.value())) {
            switch (event.event()) {
                case MemberAdded(_, var user, _) -> names.put(user, "");
                case MemberRemoved(_, var user) -> names.remove(user);
                case Object _ -> {}
            }
        }
        for (var user : names.keySet()) {
            events.organizationOf(user.value()).stream()
                    .flatMap(home -> events.ofStream(user.value(), home).stream())
                    .forEach(event -> evolve((UserEvent) event.event(), names));
        }
        names.forEach((id, name) -> members.putIfAbsent(Names.key(name), id));
    }

    private static void evolve(UserEvent event, Map<UserId, String> names) {
        switch (event) {
            case UserRegistered(var id, _, var first, var last) ->
                    names.put(id, first + " " + last);
            case ProfileChanged(var id, var first, var last, _) ->
                    names.put(id, first + " " + last);
            case UserRemoved(var id) -> names.put(id, "");
        }
    }

    void add(Known more) {
        members.putAll(more.members);
        companies.putAll(more.companies);
        contacts.putAll(more.contacts);
    }
}
