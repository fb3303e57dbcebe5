package nexus.command.identity;

import nexus.api.Patch;
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
import nexus.api.identity.UserId;
import nexus.api.identity.UserRejection.EmailTaken;
import nexus.api.identity.UserRejection.Removed;
import nexus.platform.decider.Reservation.Claim;
import nexus.platform.decider.Reservation.Release;
import nexus.platform.decider.Reservation.Scope;
import nexus.platform.decider.testing.DeciderSpec;
import org.junit.jupiter.api.Test;

class UserTest {

    private static final UserId ID = new UserId("user-1");
    private static final String EMAIL = "ada@example.com";
    private static final UserRegistered REGISTERED =
            new UserRegistered(ID, EMAIL, "Ada", "Lovelace");

    private final DeciderSpec<UserCommand, User, UserEvent> user =
            DeciderSpec.of(new UserDecider());

    @Test
    void a_user_claims_the_email_address_on_the_whole_installation() {
        user.given()
                .when(new RegisterUser(ID, EMAIL, "Ada", "Lovelace"))
                .thenReserving(
                        REGISTERED,
                        new Claim(Scope.INSTALLATION, "user.email", EMAIL, new EmailTaken()));
    }

    @Test
    void who_does_not_log_in_needs_no_address() {
        user.given()
                .when(new RegisterUser(ID, null, "Ada", "Lovelace"))
                .then(new UserRegistered(ID, null, "Ada", "Lovelace"));
    }

    @Test
    void registering_again_is_harmless_if_it_is_the_same() {
        user.given(REGISTERED).when(new RegisterUser(ID, EMAIL, "Ada", "Lovelace")).thenNothing();
        user.given(REGISTERED)
                .when(new RegisterUser(ID, EMAIL, "Ada", "King"))
                .thenRejected(new AlreadyExists("user-1"));
    }

    @Test
    void the_profile_changes_field_by_field_and_names_are_never_empty() {
        user.given(REGISTERED)
                .when(profile(Patch.keep(), Patch.set("King"), Patch.set("/a.png")))
                .then(new ProfileChanged(ID, "Ada", "King", "/a.png"));
        user.given(REGISTERED, new ProfileChanged(ID, "Ada", "King", "/a.png"))
                .when(profile(Patch.set(null), Patch.keep(), Patch.set(null)))
                .then(new ProfileChanged(ID, "Ada", "King", null));
        user.given(REGISTERED)
                .when(profile(Patch.set("Ada"), Patch.keep(), Patch.keep()))
                .thenNothing();
        user.given()
                .when(profile(Patch.keep(), Patch.keep(), Patch.keep()))
                .thenRejected(new NotFound("user-1"));
    }

    private static ChangeProfile profile(
            Patch<String> first, Patch<String> last, Patch<String> avatar) {
        return new ChangeProfile(ID, first, last, avatar);
    }

    @Test
    void who_is_removed_frees_the_address_and_takes_no_changes() {
        user.given(REGISTERED)
                .when(new RemoveUser(ID))
                .thenReserving(
                        new UserRemoved(ID), new Release(Scope.INSTALLATION, "user.email", EMAIL));
        user.given(new UserRegistered(ID, null, "Ada", "Lovelace"))
                .when(new RemoveUser(ID))
                .then(new UserRemoved(ID));
        var gone = user.given(REGISTERED, new UserRemoved(ID));
        gone.when(new RemoveUser(ID)).thenNothing();
        gone.when(profile(Patch.set("X"), Patch.keep(), Patch.keep())).thenRejected(new Removed());
    }
}
