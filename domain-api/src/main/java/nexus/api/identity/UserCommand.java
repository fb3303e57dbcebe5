package nexus.api.identity;

import nexus.api.Action;
import nexus.api.Command;
import nexus.api.Needs;
import nexus.api.Patch;
import nexus.api.Resource;
import org.jspecify.annotations.Nullable;

/** Everything that can be asked of a user. Passwords and sessions are kept elsewhere. */
public sealed interface UserCommand extends Command {

    UserId userId();

    @Override
    default String streamId() {
        return userId().value();
    }

    /**
     * Makes a user known.
     *
     * @param email unique on the installation; null for somebody who does not log in
     */
    @Needs(resource = Resource.TEAM_MEMBERS, action = Action.CREATE)
    record RegisterUser(UserId userId, @Nullable String email, String firstName, String lastName)
            implements UserCommand {
        @Override
        public boolean begins() {
            return true;
        }
    }

    /** Changes how somebody is called. Everybody may, of themselves: so any member may send it. */
    @Needs(resource = Resource.TEAM_MEMBERS, action = Action.READ)
    record ChangeProfile(
            UserId userId, Patch<String> firstName, Patch<String> lastName, Patch<String> avatarUrl)
            implements UserCommand {}

    /** Ends a user, and frees the e-mail address. What they did stays theirs. */
    @Needs(resource = Resource.TEAM_MEMBERS, action = Action.DELETE)
    record RemoveUser(UserId userId) implements UserCommand {}
}
