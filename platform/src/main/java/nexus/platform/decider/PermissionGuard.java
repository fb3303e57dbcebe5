package nexus.platform.decider;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import nexus.api.Command;
import nexus.api.Needs;
import nexus.api.Rejection;
import nexus.api.identity.OrganizationRejection.NotActive;
import nexus.api.identity.OrganizationStatus;
import nexus.api.identity.Role;
import nexus.platform.security.Actor;
import nexus.platform.security.PermissionDenied;
import nexus.platform.security.Permissions;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Lets pass what the actor's role allows, by what the actor is now, in an organization that is
 * active. What is sent to an organization nobody has heard of is about to register it.
 */
@Component
@Order(0)
class PermissionGuard implements CommandGuard {

    private static final ClassValue<Needs> NEEDS =
            new ClassValue<>() {
                @Override
                protected Needs computeValue(Class<?> command) {
                    return needsOf(command)
                            .orElseThrow(
                                    () -> new IllegalStateException(command + " has no @Needs"));
                }
            };

    private final Memberships memberships;

    PermissionGuard(Memberships memberships) {
        this.memberships = memberships;
    }

    @Override
    public Optional<Rejection> refuse(Command command, CommandContext context) {
        var actor = context.actor();
        var standing = memberships.of(actor.organizationId());
        if (standing.isUnknown()) {
            return Optional.empty();
        }
        if (standing.status() != OrganizationStatus.ACTIVE && actor.kind() != Actor.Kind.SYSTEM) {
            return Optional.of(new NotActive(standing.status()));
        }
        var needs = NEEDS.get(command.getClass());
        return roleOf(actor).filter(role -> suffices(role, needs)).isPresent()
                ? Optional.empty()
                : Optional.of(new PermissionDenied(needs.action(), needs.resource()));
    }

    private static boolean suffices(Role role, Needs needs) {
        return Permissions.allow(role, needs.action(), needs.resource());
    }

    /** People, also through the jobs they began, have the role they have now. */
    private Optional<Role> roleOf(Actor actor) {
        return switch (actor.kind()) {
            case USER, IMPORT -> memberships.roleOf(actor.organizationId(), actor.id());
            case API_KEY, POLICY, SYSTEM -> Optional.of(actor.role());
        };
    }

    /** On the record, or else on the nearest family it belongs to. */
    static Optional<Needs> needsOf(Class<?> command) {
        return Stream.iterate(
                        Stream.<Class<?>>of(command).toList(),
                        level -> !level.isEmpty(),
                        level ->
                                level.stream()
                                        .flatMap(type -> Arrays.stream(type.getInterfaces()))
                                        .<Class<?>>map(type -> type)
                                        .toList())
                .flatMap(level -> level.stream())
                .map(type -> type.getAnnotation(Needs.class))
                .filter(Objects::nonNull)
                .findFirst();
    }
}
