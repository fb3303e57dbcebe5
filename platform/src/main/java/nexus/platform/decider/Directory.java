package nexus.platform.decider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.BiFunction;
import nexus.api.DomainEvent;
import nexus.api.identity.OrganizationId;
import nexus.platform.eventstore.AppendListener;
import nexus.platform.eventstore.EventLog;
import org.jspecify.annotations.Nullable;

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
    private final Cache<String, Known<S>> known = Caffeine.newBuilder().maximumSize(10_000).build();

    /**
     * What an organization's events come to.
     *
     * @param events how many they were
     * @param at when they were last counted, as {@link System#nanoTime} tells it
     */
    private record Known<S>(S state, long events, long at) {

        boolean isFresh() {
            return System.nanoTime() - at < FRESH_FOR.toNanos();
        }
    }

    public Directory(
            EventLog events, String streamType, S nothing, BiFunction<S, DomainEvent, S> evolve) {
        this.events = events;
        this.streamType = streamType;
        this.nothing = nothing;
        this.evolve = evolve;
    }

    /** What is known of an organization, at most a second old. */
    public S of(OrganizationId organization) {
        var last = known.getIfPresent(organization.value());
        return last != null && last.isFresh()
                ? last.state()
                : known.asMap().compute(organization.value(), this::refreshed).state();
    }

    /** What is known of an organization now. */
    public S fresh(OrganizationId organization) {
        known.invalidate(organization.value());
        return of(organization);
    }

    /** Reads events only if there are others than before: they are only ever added. */
    private Known<S> refreshed(String organization, @Nullable Known<S> last) {
        if (last != null && last.isFresh()) {
            return last;
        }
        var now = System.nanoTime();
        if (last != null && events.countOf(organization, streamType) == last.events()) {
            return new Known<>(last.state(), last.events(), now);
        }
        var state = nothing;
        var all = events.ofOrganization(organization, streamType);
        for (var event : all) {
            state = evolve.apply(state, event.event());
        }
        return new Known<>(state, all.size(), now);
    }

    @Override
    public void appended(String organizationId, String type) {
        if (type.equals(streamType)) {
            known.invalidate(organizationId);
        }
    }
}
