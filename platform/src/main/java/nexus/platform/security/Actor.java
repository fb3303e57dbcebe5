package nexus.platform.security;

import nexus.api.identity.OrganizationId;
import nexus.api.identity.Role;
import org.jspecify.annotations.Nullable;

/**
 * Whoever asks for something: a person, a key, an import, a policy.
 *
 * @param id the user's id, or the name of what acted
 * @param name what to call the actor when telling people what happened
 */
public record Actor(Kind kind, String id, String name, OrganizationId organizationId, Role role) {

    /** What sort of actor. */
    public enum Kind {
        USER,
        API_KEY,
        IMPORT,
        POLICY,
        SYSTEM
    }

    /** A visitor who has no organization yet, about to register one. */
    public static Actor registering(OrganizationId organization, String userId, String name) {
        return new Actor(Kind.USER, userId, name, organization, Role.OWNER);
    }

    /** The same person's rights, exercised by a job on their behalf. */
    public Actor through(Kind job, @Nullable String jobName) {
        return new Actor(job, id, jobName == null ? name : jobName, organizationId, role);
    }
}
