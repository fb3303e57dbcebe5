package nexus.api.identity;

import nexus.api.DomainEvent;
import nexus.api.EventName;
import nexus.api.Personal;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to a user. */
public sealed interface UserEvent extends DomainEvent {

    UserId userId();

    @Override
    default String streamId() {
        return userId().value();
    }

    @EventName("user.registered")
    record UserRegistered(
            UserId userId,
            @Personal @Nullable String email,
            @Personal String firstName,
            @Personal String lastName)
            implements UserEvent {}

    @EventName("user.profile-changed")
    record ProfileChanged(
            UserId userId,
            @Personal String firstName,
            @Personal String lastName,
            @Personal @Nullable String avatarUrl)
            implements UserEvent {}

    @EventName("user.removed")
    record UserRemoved(UserId userId) implements UserEvent {}
}
