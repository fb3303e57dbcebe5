package nexus.query.identity;

import java.time.Instant;
import nexus.api.identity.OrganizationEvent.MemberAdded;
import nexus.api.identity.OrganizationEvent.MemberRemoved;
import nexus.api.identity.OrganizationEvent.MemberRoleChanged;
import nexus.api.identity.OrganizationEvent.MembershipEvent;
import nexus.api.identity.Role;
import nexus.platform.projection.Occurrence;
import nexus.platform.projection.View;
import nexus.query.identity.Memberships.MembershipRow;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One row per member of an organization: as what, and since when. */
@Component
final class Memberships implements View<MembershipEvent, MembershipRow> {

    record MembershipRow(String id, Role role, Instant since) {}

    @Override
    public String name() {
        return "memberships";
    }

    @Override
    public Class<MembershipEvent> events() {
        return MembershipEvent.class;
    }

    @Override
    public Class<MembershipRow> rows() {
        return MembershipRow.class;
    }

    @Override
    public String key(MembershipEvent event) {
        return event.userId().value();
    }

    @Override
    public @Nullable MembershipRow evolve(
            @Nullable MembershipRow membership, MembershipEvent event, Occurrence at) {
        return switch (event) {
            case MemberAdded(_, var user, var role) ->
                    new MembershipRow(user.value(), role, at.occurredAt());
            case MemberRoleChanged(_, var user, var role) ->
                    new MembershipRow(
                            user.value(),
                            role,
                            membership == null ? at.occurredAt() : membership.since());
            case MemberRemoved _ -> null;
        };
    }
}
