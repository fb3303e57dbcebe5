package nexus.command.testing;

import nexus.api.identity.OrganizationId;
import nexus.api.identity.Role;
import nexus.platform.security.Actor;

/** People to send commands in tests. */
public final class Actors {

    public static final Actor OWNER =
            new Actor(
                    Actor.Kind.USER,
                    "user-01990000-0000-7000-8000-000000000001",
                    "Ann Example",
                    new OrganizationId("organization-01990000-0000-7000-8000-000000000001"),
                    Role.OWNER);

    private Actors() {}
}
