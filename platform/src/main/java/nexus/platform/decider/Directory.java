package nexus.platform.decider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import nexus.api.DomainEvent;
import nexus.api.identity.OrganizationId;
import nexus.platform.eventstore.AppendListener;
import nexus.platform.eventstore.EventLog;
import nexus.platform.eventstore.EventLog.Tally;
import nexus.platform.eventstore.RecordedEvent;
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
     * @param base what those come to that were last read for good
     * @param sum what all of them come to
     * @param settled those that need not be counted again
     * @param at when they were last counted, as {@link System#nanoTime} tells it
     */
    private record Known<S>(Sum<S> base, Sum<S> sum, Settled settled, long at) {

        boolean isFresh() {
            return System.nanoTime() - at < FRESH_FOR.toNanos();
        }

        S state() {
            return sum.state();
        }

        Known<S> counted(Settled now, long when) {
            return new Known<>(base, sum, now, when);
        }
    }

    /**
     * What events come to.
     *
     * @param events how many they were
     * @param last the number under which the last of them was stored, or one before the next
     */
    private record Sum<S>(S state, long events, long last) {}

    /** How many events there are up to a number up to which there will never be more. */
    private record Settled(long at, long events) {

        static final Settled NOTHING = new Settled(0, 0);

        Settled plus(Tally tally) {
            return new Settled(Math.max(at, tally.settledAt()), events + tally.settled());
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
        stale(organization.value());
        return of(organization);
    }

    /**
     * Reads only what came since, as events are only ever added. One may become visible after one
     * that was stored later: then the count tells, and all are read again that were not settled
     * when this happened last.
     */
    private Known<S> refreshed(String organization, @Nullable Known<S> last) {
        if (last != null && last.isFresh()) {
            return last;
        }
        var now = System.nanoTime();
        var before = last == null ? Settled.NOTHING : last.settled();
        var tally = events.tallyOf(organization, streamType, before.at());
        var count = before.events() + tally.count();
        var settled = before.plus(tally);
        if (last != null && count == last.sum().events()) {
            return last.counted(settled, now);
        }
        if (last != null && tally.last() > last.sum().last()) {
            var sum = plus(last.sum(), organization, tally.last());
            if (sum.events() == count) {
                return new Known<>(last.base(), sum, settled, now);
            }
        }
        var known = last == null ? new Sum<>(nothing, 0, 0) : last.base();
        var end = last == null ? tally.last() : Math.max(last.sum().last(), tally.last());
        var base = plus(known, organization, settled.at());
        return new Known<>(base, plus(base, organization, end), settled, now);
    }

    /** With what was stored after it up to a number; a part at a time, as it may be much. */
    private Sum<S> plus(Sum<S> sum, String organization, long last) {
        var more = new Folding(sum);
        events.eachOfOrganization(organization, streamType, sum.last(), last, more);
        return new Sum<>(more.state, more.count, Math.max(sum.last(), last));
    }

    private final class Folding implements Consumer<RecordedEvent> {
        private S state;
        private long count;

        Folding(Sum<S> from) {
            state = from.state();
            count = from.events();
        }

        @Override
        public void accept(RecordedEvent recorded) {
            state = evolve.apply(state, recorded.event());
            count++;
        }
    }

    @Override
    public void appended(String organizationId, String type) {
        if (type.equals(streamType)) {
            stale(organizationId);
        }
    }

    /** What was known is kept to go on from. */
    private void stale(String organization) {
        known.asMap()
                .computeIfPresent(
                        organization,
                        (_, last) ->
                                last.counted(
                                        last.settled(), System.nanoTime() - FRESH_FOR.toNanos()));
    }
}
