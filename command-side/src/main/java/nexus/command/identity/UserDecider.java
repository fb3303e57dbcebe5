package nexus.command.identity;

import static nexus.platform.decider.Decision.accept;
import static nexus.platform.decider.Decision.nothing;
import static nexus.platform.decider.Decision.reject;

import nexus.api.RecordRejection.AlreadyExists;
import nexus.api.RecordRejection.NotFound;
import nexus.api.identity.UserCommand;
import nexus.api.identity.UserCommand.ChangeProfile;
import nexus.api.identity.UserCommand.RegisterUser;
import nexus.api.identity.UserCommand.RemoveUser;
import nexus.api.identity.UserEvent;
import nexus.api.identity.UserEvent.ProfileChanged;
import nexus.api.identity.UserEvent.UserRegistered;
import nexus.api.identity.UserEvent.UserRemoved;
import nexus.api.identity.UserRejection.EmailTaken;
import nexus.api.identity.UserRejection.Removed;
import nexus.command.identity.User.Absent;
import nexus.command.identity.User.Gone;
import nexus.command.identity.User.Present;
import nexus.platform.decider.Decider;
import nexus.platform.decider.Decision;
import nexus.platform.decider.Reservation.Claim;
import nexus.platform.decider.Reservation.Release;
import nexus.platform.decider.Reservation.Scope;

/** The business rules of a user. */
final class UserDecider implements Decider<UserCommand, User, UserEvent> {

    /** The kind of value under which e-mail addresses are reserved. */
    static final String EMAIL = "user.email";

    @Override
    public User initial() {
        return new Absent();
    }

    @Override
    public Decision<UserEvent> decide(User user, UserCommand command) {
        return switch (user) {
            case Absent _ when command instanceof RegisterUser register -> register(register);
            case Absent _ -> reject(new NotFound(command.streamId()));
            case Gone _ when command instanceof RemoveUser -> nothing();
            case Gone _ -> reject(new Removed());
            case Present present -> decide(present, command);
        };
    }

    private static Decision<UserEvent> register(RegisterUser command) {
        var email = command.email();
        Decision<UserEvent> registered =
                accept(
                        new UserRegistered(
                                command.userId(), email, command.firstName(), command.lastName()));
        return email == null
                ? registered
                : registered.reserving(
                        new Claim(Scope.INSTALLATION, EMAIL, email, new EmailTaken()));
    }

    private static Decision<UserEvent> decide(Present user, UserCommand command) {
        return switch (command) {
            case RegisterUser(_, var email, var first, var last) ->
                    new Present(email, first, last, user.avatarUrl()).equals(user)
                            ? nothing()
                            : reject(new AlreadyExists(command.streamId()));
            case ChangeProfile change -> change(user, change);
            case RemoveUser(var id) -> {
                Decision<UserEvent> removed = accept(new UserRemoved(id));
                yield user.email() == null
                        ? removed
                        : removed.reserving(new Release(Scope.INSTALLATION, EMAIL, user.email()));
            }
        };
    }

    private static Decision<UserEvent> change(Present user, ChangeProfile change) {
        var changed =
                new Present(
                        user.email(),
                        change.firstName().orRequired(user.firstName()),
                        change.lastName().orRequired(user.lastName()),
                        change.avatarUrl().or(user.avatarUrl()));
        return changed.equals(user)
                ? nothing()
                : accept(
                        new ProfileChanged(
                                change.userId(),
                                changed.firstName(),
                                changed.lastName(),
                                changed.avatarUrl()));
    }

    @Override
    public User evolve(User user, UserEvent event) {
        return switch (event) {
            case UserRegistered(_, var email, var first, var last) ->
                    new Present(email, first, last, null);
            case ProfileChanged(_, var first, var last, var avatar) ->
                    user instanceof Present(var email, _, _, _)
                            ? new Present(email, first, last, avatar)
                            : user;
            case UserRemoved _ -> new Gone();
        };
    }
}
