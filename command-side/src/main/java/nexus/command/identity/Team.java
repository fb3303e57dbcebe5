package nexus.command.identity;

import java.util.List;
import java.util.Set;
import nexus.api.Patch;
import nexus.api.identity.JobRole;
import nexus.api.identity.OrganizationCommand.AddMember;
import nexus.api.identity.OrganizationCommand.ChangeMember;
import nexus.api.identity.OrganizationCommand.RemoveMember;
import nexus.api.identity.Role;
import nexus.api.identity.ShowroomId;
import nexus.api.identity.UserCommand.RegisterUser;
import nexus.api.identity.UserCommand.RemoveUser;
import nexus.api.identity.UserId;
import nexus.command.identity.Credentials.Credential;
import nexus.platform.NewId;
import nexus.platform.security.Actor;
import nexus.platform.web.CommandEndpoint;
import nexus.platform.web.CommandEndpoint.Answer;
import nexus.platform.web.InvalidRequest;
import nexus.platform.web.References;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Brings people into an organization and lets them go, with what identifies them. */
@Component
class Team {

    private final CommandEndpoint commands;
    private final Passwords passwords;
    private final Credentials credentials;
    private final Sessions sessions;
    private final References references;

    Team(
            CommandEndpoint commands,
            Passwords passwords,
            Credentials credentials,
            Sessions sessions,
            References references) {
        this.commands = commands;
        this.passwords = passwords;
        this.credentials = credentials;
        this.sessions = sessions;
        this.references = references;
    }

    /** Somebody to be added; logs in only with an e-mail address and a password. */
    record Newcomer(
            @Nullable String email,
            @Nullable String password,
            String firstName,
            String lastName,
            Role role,
            Set<JobRole> jobRoles,
            Set<ShowroomId> showroomIds) {}

    ResponseEntity<Answer> add(Newcomer newcomer, Actor by) {
        checkShowrooms(newcomer.showroomIds());
        var id = new UserId(NewId.of(UserId.PREFIX));
        var hash = hash(newcomer);
        return commands.createTogether(
                List.of(
                        new RegisterUser(
                                id, newcomer.email(), newcomer.firstName(), newcomer.lastName()),
                        new AddMember(
                                by.organizationId(),
                                id,
                                newcomer.role(),
                                newcomer.jobRoles(),
                                newcomer.showroomIds(),
                                new UserId(by.id()))),
                () -> {
                    if (hash != null) {
                        credentials.keep(new Credential(id, by.organizationId(), hash));
                    }
                });
    }

    private @Nullable String hash(Newcomer newcomer) {
        var password = newcomer.password();
        if (password == null) {
            return null;
        }
        if (newcomer.email() == null) {
            throw new InvalidRequest("email", "missing", "is needed to log in with a password");
        }
        return passwords.hash(password, newcomer.email());
    }

    /** What is to change about a member. */
    record Changed(
            Patch<Role> role, Patch<Set<JobRole>> jobRoles, Patch<Set<ShowroomId>> showroomIds) {}

    ResponseEntity<Answer> change(UserId user, Changed changed, Actor by) {
        if (changed.showroomIds() instanceof Patch.Set<Set<ShowroomId>>(var showrooms)) {
            checkShowrooms(showrooms == null ? Set.of() : showrooms);
        }
        return commands.change(
                new ChangeMember(
                        by.organizationId(),
                        user,
                        changed.role(),
                        changed.jobRoles(),
                        changed.showroomIds(),
                        new UserId(by.id())));
    }

    private void checkShowrooms(Set<ShowroomId> showrooms) {
        showrooms.forEach(id -> references.check("showroomIds", id));
    }

    ResponseEntity<Answer> remove(UserId user, Actor by) {
        return commands.changeTogether(
                List.of(
                        new RemoveMember(by.organizationId(), user, new UserId(by.id())),
                        new RemoveUser(user)),
                () -> {
                    credentials.forget(user);
                    sessions.endAllOf(user);
                });
    }
}
