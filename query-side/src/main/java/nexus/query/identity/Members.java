package nexus.query.identity;

import nexus.api.identity.UserEvent;
import nexus.api.identity.UserEvent.ProfileChanged;
import nexus.api.identity.UserEvent.UserRegistered;
import nexus.api.identity.UserEvent.UserRemoved;
import nexus.platform.projection.Occurrence;
import nexus.platform.projection.View;
import nexus.query.identity.Members.MemberRow;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * One row per user: what they are called. Who left keeps the name, as what they did stays theirs.
 */
@Component
final class Members implements View<UserEvent, MemberRow> {

    record MemberRow(
            String id,
            @Nullable String email,
            String firstName,
            String lastName,
            @Nullable String avatarUrl,
            boolean removed) {}

    @Override
    public String name() {
        return "members";
    }

    @Override
    public Class<UserEvent> events() {
        return UserEvent.class;
    }

    @Override
    public Class<MemberRow> rows() {
        return MemberRow.class;
    }

    @Override
    public @Nullable MemberRow evolve(@Nullable MemberRow member, UserEvent event, Occurrence at) {
        if (event instanceof UserRegistered(var id, var email, var first, var last)) {
            return new MemberRow(id.value(), email, first, last, null, false);
        }
        if (member == null) {
            return null;
        }
        return switch (event) {
            case UserRegistered _ -> member;
            case ProfileChanged(_, var first, var last, var avatar) ->
                    new MemberRow(member.id(), member.email(), first, last, avatar, false);
            case UserRemoved _ ->
                    new MemberRow(
                            member.id(),
                            null,
                            member.firstName(),
                            member.lastName(),
                            member.avatarUrl(),
                            true);
        };
    }
}
