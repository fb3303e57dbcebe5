package nexus.platform.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Nodes that each see to their own share come to share evenly, and then rest. */
class SharesTest {

    private final Random random = new Random(7);

    /** How many segments each node moves, and how many nobody does. */
    private final List<Integer> owned = new ArrayList<>();

    private int segments;

    private Shares seenBy(int node) {
        var others = new ArrayList<>(owned);
        var own = others.remove(node);
        return Shares.of(segments, own, free(), others);
    }

    private int free() {
        return segments - owned.stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * Lets nodes act one after the other, in any order.
     *
     * @return how many segments changed hands
     */
    private int rounds(int rounds) {
        int moved = 0;
        for (int i = 0; i < rounds; i++) {
            var node = random.nextInt(owned.size());
            var shares = seenBy(node);
            moved += shares.toGive() + shares.toTake();
            owned.set(node, owned.get(node) - shares.toGive() + shares.toTake());
            assertThat(free()).isNotNegative();
        }
        return moved;
    }

    private void assertShared() {
        assertThat(free()).as("moved by nobody").isZero();
        var least = segments / owned.size();
        assertThat(owned).allMatch(has -> has == least || has == least + 1);
        assertThat(rounds(100)).as("moves once all is shared").isZero();
    }

    @Test
    void however_nodes_come_and_go_segments_are_shared_evenly_and_then_stay() {
        for (int history = 0; history < 500; history++) {
            segments = 1 + random.nextInt(12);
            owned.clear();
            owned.add(0);
            for (int change = 0; change < 8; change++) {
                if (owned.size() > 1 && random.nextBoolean()) {
                    owned.remove(random.nextInt(owned.size())); // what it had is free now
                } else {
                    owned.add(0);
                }
                rounds(200);
                assertShared();
            }
        }
    }

    @Test
    void a_single_segment_stays_where_it_is_when_another_node_comes() {
        segments = 1;
        owned.addAll(List.of(1, 0));
        assertThat(rounds(50)).isZero();
    }

    @Test
    void a_node_alone_takes_everything() {
        assertThat(Shares.alone(5, 0, 5).toTake()).isEqualTo(5);
        assertThat(Shares.alone(5, 5, 0).toGive()).isZero();
    }
}
