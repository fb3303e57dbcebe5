package nexus.command.identity;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import nexus.api.identity.OrganizationSettings;
import nexus.api.identity.OrganizationStatus;
import nexus.api.identity.Plan;
import nexus.api.identity.Role;
import nexus.api.identity.UserId;
import org.jspecify.annotations.Nullable;

/** What must be remembered about an organization in order to decide. */
sealed interface Organization {

    record Absent() implements Organization {}

    record Present(
            String name,
            String slug,
            Plan plan,
            OrganizationStatus status,
            OrganizationSettings settings,
            Map<UserId, Role> members)
            implements Organization {

        Optional<Role> roleOf(@Nullable UserId user) {
            return user == null ? Optional.empty() : Optional.ofNullable(members.get(user));
        }

        boolean isOwner(@Nullable UserId user) {
            return roleOf(user).filter(role -> role == Role.OWNER).isPresent();
        }

        boolean isLastOwner(UserId user) {
            return isOwner(user)
                    && members.values().stream().filter(role -> role == Role.OWNER).count() == 1;
        }

        Present named(String changed) {
            return new Present(changed, slug, plan, status, settings, members);
        }

        Present with(Plan changed) {
            return new Present(name, slug, changed, status, settings, members);
        }

        Present with(OrganizationStatus changed) {
            return new Present(name, slug, plan, changed, settings, members);
        }

        Present with(OrganizationSettings changed) {
            return new Present(name, slug, plan, status, changed, members);
        }

        Present with(UserId user, Role role) {
            var changed = new HashMap<>(members);
            changed.put(user, role);
            return new Present(name, slug, plan, status, settings, Map.copyOf(changed));
        }

        Present without(UserId user) {
            var changed = new HashMap<>(members);
            changed.remove(user);
            return new Present(name, slug, plan, status, settings, Map.copyOf(changed));
        }
    }
}
