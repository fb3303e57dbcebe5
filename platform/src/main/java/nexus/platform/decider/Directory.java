package nexus.platform.decider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.BiFunction;
import nexus.api.DomainEvent;
import nexus.api.identity.OrganizationId;
import nexus.platform.eventstore.AppendListener;
import nexus.platform.eventstore.EventLog;

/**
 * What one capability must know of another's records in order to send its commands: a fold of all
 * events that an organization has of one kind, kept in memory.
 *
 * <p>What this node appends is seen at once; what other nodes append within a second. Whoever
 * misses something asks {@link #fresh} before saying that it does not exist.
 *
 * @param <S> what is known, immutable
 */
public final class Directory<S> implements AppendListener {

    private static final Duration FRESH_FOR = Duration.ofSeconds(1);

    private final EventLog events;
    private final String streamType;
    private final S nothing;
    private final BiFunction<S, DomainEvent, S> evolve;
    private final Cache<String, S> known =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(FRESH_FOR).build();

    public Directory(
            EventLog events, String streamType, S nothing, BiFunction<S, DomainEvent, S> evolve) {
        this.events = events;
        this.streamType = streamType;
        this.nothing = nothing;
        this.evolve = evolve;
    }

    /** What is known of an organization, at most a second old. */
    public S of(OrganizationId organization) {
        return known.get(organization.value(), this::fold);
    }

    /** What is known of an organization now. */
    public S fresh(OrganizationId organization) {
        known.invalidate(organization.value());
        return of(organization);
    }

    private S fold(String organization) {
        var state = nothing;
        for (var event : events.ofOrganization(organization, streamType)) {
            state = evolve.apply(state, event.event());
        }
        return state;
    }

    @Override
    public void appended(String organizationId, String type) {
        if (type.equals(streamType)) {
            known.invalidate(organizationId);
        }
    }
}
