package nexus.platform.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Function;
import nexus.api.Id;
import nexus.api.Patch;
import nexus.api.RecordRejection.UnknownReference;
import nexus.platform.eventstore.EventLog;
import nexus.platform.security.Actor;
import nexus.platform.security.CurrentActor;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Sees to it that what a request refers to exists in the organization of whoever sends it: a record
 * of another organization is as unknown as one that never was.
 */
@Component
public class References {

    private final Function<String, @Nullable String> organizationOf;
    private final CurrentActor actor;

    /** Streams never change hands, so what was found once stays true; what was not may yet come. */
    private final Cache<String, String> organizations =
            Caffeine.newBuilder().maximumSize(100_000).build();

    @Autowired
    References(EventLog events, CurrentActor actor) {
        this(stream -> events.organizationOf(stream).orElse(null), actor);
    }

    References(Function<String, @Nullable String> organizationOf, CurrentActor actor) {
        this.organizationOf = organizationOf;
        this.actor = actor;
    }

    /**
     * Checks what a field refers to; null refers to nothing.
     *
     * @throws Refused 422 naming the field, if there is no such record
     */
    public void check(String field, @Nullable Id id) {
        if (id != null && !isKnownTo(actor.get(), id)) {
            throw new Refused(new UnknownReference(field, id.value()));
        }
    }

    /** The same for a field that may have been left as it is. */
    public void check(String field, Patch<? extends Id> patch) {
        if (patch instanceof Patch.Set<? extends Id>(var id)) {
            check(field, id);
        }
    }

    /** Whether there is such a record in the actor's organization. */
    public boolean isKnownTo(Actor someone, Id id) {
        var organization = organizations.get(id.value(), organizationOf);
        return someone.organizationId().value().equals(organization);
    }
}
