package nexus.platform.projection;

import java.util.Collection;
import java.util.Map;

/**
 * How the segments of a processor are spread over the nodes that are here, as one of them sees it.
 * None has more than its share, and none lets go of one unless somebody has too few: so what moves
 * well stays where it is.
 *
 * @param own how many this node moves
 * @param free how many nobody moves
 * @param fewest how many every node should move at least
 * @param most how many a node should move at most
 * @param missing how many the other nodes lack of the fewest
 */
record Shares(int own, int free, int fewest, int most, int missing) {

    /**
     * What is the case.
     *
     * @param owned how many segments each of the other nodes moves
     */
    static Shares of(int segments, int own, int free, Collection<Integer> owned) {
        var nodes = owned.size() + 1;
        var fewest = segments / nodes;
        return new Shares(
                own,
                free,
                fewest,
                (segments + nodes - 1) / nodes,
                owned.stream().mapToInt(has -> Math.max(0, fewest - has)).sum());
    }

    /** The same for a node that is alone as far as it knows. */
    static Shares alone(int segments, int own, int free) {
        return of(segments, own, free, Map.<String, Integer>of().values());
    }

    /** How many of the free ones this node should take. */
    int toTake() {
        var due = Math.max(0, fewest - own);
        var more = Math.min(most - Math.max(own, fewest), free - due - missing);
        return Math.min(free, due + Math.max(0, more));
    }

    /** How many this node should let go of, for others to take. */
    int toGive() {
        var tooMany = Math.max(0, own - most);
        var spare = own > fewest && missing > free ? 1 : 0;
        return Math.max(tooMany, spare);
    }
}
