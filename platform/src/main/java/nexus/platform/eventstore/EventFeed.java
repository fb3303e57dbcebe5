package nexus.platform.eventstore;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The one order of all events, as it is followed by whoever makes something of it: a page at a time
 * from a position on, each event read once.
 */
public interface EventFeed {

    /**
     * The next page.
     *
     * @throws UnknownEvent if this version of Nexus does not know one of its events: it must be
     *     read by a newer one, never skipped
     */
    Page read(Request request);

    /** The position of the last event. */
    long head();

    /** Waits until there is something after a position, at most this long; tells whether. */
    boolean awaitAfter(long position, Duration patience) throws InterruptedException;

    /**
     * What to read.
     *
     * @param upTo the last position wanted, which somebody has reached already, on whichever node;
     *     or {@link Long#MAX_VALUE} for all that this node has heard of
     * @param limit how many events at most
     * @param streams whose events are wanted
     * @param types of which types the streams are, as the prefixes of their ids tell; empty for all
     * @param without the names of events to leave out; those this version does not know stay in
     */
    record Request(
            long after,
            long upTo,
            int limit,
            Predicate<String> streams,
            Set<String> types,
            Set<String> without) {

        public Request(
                long after, long upTo, int limit, Predicate<String> streams, Set<String> without) {
            this(after, upTo, limit, streams, Set.of(), without);
        }

        boolean isBounded() {
            return upTo != Long.MAX_VALUE;
        }

        /** Everything after a position. */
        public static Request after(long position, int limit) {
            return new Request(position, Long.MAX_VALUE, limit, _ -> true, Set.of());
        }

        /** What has happened after a position to whatever is of these types. */
        public static Request after(long position, int limit, Set<String> types) {
            return new Request(position, Long.MAX_VALUE, limit, _ -> true, types, Set.of());
        }
    }

    /**
     * Events in their order.
     *
     * @param through the position up to which nothing that was asked for is missing
     */
    record Page(List<RecordedEvent> events, long through) {}

    /** There is an event that this version of Nexus does not know. */
    final class UnknownEvent extends RuntimeException {
        public UnknownEvent(String type, long position) {
            super("There is no event %s in this version (position %d)".formatted(type, position));
        }
    }
}
