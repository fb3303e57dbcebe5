package nexus.command.identity;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
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
            Map<UserId, Member> members)
            implements Organization {

        Optional<Member> member(@Nullable UserId user) {
            return user == null ? Optional.empty() : Optional.ofNullable(members.get(user));
        }

        Optional<Role> roleOf(@Nullable UserId user) {
            return member(user).map(Member::role);
        }

        boolean isOwner(@Nullable UserId user) {
            return roleOf(user).filter(role -> role == Role.OWNER).isPresent();
        }

        boolean isLastOwner(UserId user) {
            return isOwner(user)
                    && members.values().stream()
                                    .filter(member -> member.role() == Role.OWNER)
                                    .count()
                            == 1;
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

        Present with(UserId user, Member member) {
            var changed = new HashMap<>(members);
            changed.put(user, member);
            return new Present(name, slug, plan, status, settings, Map.copyOf(changed));
        }

        Present with(UserId user, UnaryOperator<Member> change) {
            return member(user).map(known -> with(user, change.apply(known))).orElse(this);
        }

        Present without(UserId user) {
            var changed = new HashMap<>(members);
            changed.remove(user);
            return new Present(name, slug, plan, status, settings, Map.copyOf(changed));
        }
    }
}
