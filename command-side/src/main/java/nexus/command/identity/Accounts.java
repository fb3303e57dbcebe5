package nexus.command.identity;

import nexus.api.DomainEvent;
import nexus.api.identity.OrganizationEvent;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.OrganizationStatus;
import nexus.api.identity.Plan;
import nexus.api.identity.Role;
import nexus.api.identity.UserEvent;
import nexus.api.identity.UserId;
import nexus.platform.decider.Decider;
import nexus.platform.eventstore.EventLog;
import nexus.platform.security.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who somebody is and where they belong, straight from the events: for whoever logs in. */
@Component
class Accounts {

    private final EventLog events;

    Accounts(EventLog events) {
        this.events = events;
    }

    record UserAnswer(
            String id,
            @Nullable String email,
            String firstName,
            String lastName,
            @Nullable String avatarUrl,
            Role role) {}

    record OrganizationAnswer(
            String id, String name, String slug, Plan plan, OrganizationStatus status) {}

    /** A user in an organization. */
    record Account(UserAnswer user, OrganizationAnswer organization) {

        Actor actor() {
            return new Actor(
                    Actor.Kind.USER,
                    user.id(),
                    (user.firstName() + " " + user.lastName()).strip(),
                    new OrganizationId(organization.id()),
                    user.role());
        }
    }

    /** The account; null if the user is no member of that organization, or not any more. */
    @Nullable Account of(UserId userId, OrganizationId organizationId) {
        var user = fold(new UserDecider(), UserEvent.class, userId.value(), organizationId);
        var organization =
                fold(
                        new OrganizationDecider(),
                        OrganizationEvent.class,
                        organizationId.value(),
                        organizationId);
        return user instanceof User.Present known
                        && organization instanceof Organization.Present home
                ? home.roleOf(userId)
                        .map(role -> account(userId, known, role, organizationId, home))
                        .orElse(null)
                : null;
    }

    private static Account account(
            UserId userId,
            User.Present user,
            Role role,
            OrganizationId organizationId,
            Organization.Present organization) {
        return new Account(
                new UserAnswer(
                        userId.value(),
                        user.email(),
                        user.firstName(),
                        user.lastName(),
                        user.avatarUrl(),
                        role),
                new OrganizationAnswer(
                        organizationId.value(),
                        organization.name(),
                        organization.slug(),
                        organization.plan(),
                        organization.status()));
    }

    private <S, E extends DomainEvent> S fold(
            Decider<?, S, E> decider, Class<E> family, String stream, OrganizationId organization) {
        var state = decider.initial();
        for (var recorded : events.ofStream(stream, organization.value())) {
            state = decider.evolve(state, family.cast(recorded.event()));
        }
        return state;
    }
}
