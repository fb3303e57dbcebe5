package nexus.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import nexus.reliability.Node.Answer;
import org.jspecify.annotations.Nullable;

/**
 * A client that writes down what it was promised. It sends commands under keys to whichever node
 * answers; a command of which it does not know what became it sends again under the same key. In
 * the end it compares what it has written down with the events.
 *
 * <p>Each command writes its key into the deal as the name, so that its effect can be told.
 */
final class Ledger {

    private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(8);
    private static final Duration SETTLED_AT_MOST = Duration.ofMinutes(2);

    private final Cluster cluster;
    private final List<Node> nodes;
    private final String name = "L" + UUID.randomUUID().toString().substring(0, 8);
    private final Map<String, Promise> promises = new ConcurrentHashMap<>();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sentAgain = new AtomicInteger();
    private final AtomicInteger unavailable = new AtomicInteger();
    private final AtomicLong longestMillis = new AtomicLong();
    private final List<String> deals = new CopyOnWriteArrayList<>();

    /** What a command was answered: an event of that version is in that stream. */
    private record Promise(String streamId, long version) {}

    private record Effect(String key, String streamId, long version) {}

    private Ledger(Cluster cluster, List<Node> nodes) {
        this.cluster = cluster;
        this.nodes = nodes;
    }

    /** A client of all nodes that decide, with an organization of its own. */
    static Ledger at(Cluster cluster) {
        return new Ledger(cluster, cluster.commandSides());
    }

    String token() {
        return cluster.token();
    }

    /** Some of the deals that it has. */
    List<String> deals() {
        return List.copyOf(deals);
    }

    int promises() {
        return promises.size();
    }

    /** How often it was told that nothing works at the moment. */
    int unavailable() {
        return unavailable.get();
    }

    String figures() {
        return "%d promised, %d refused, %d sent again, %d times unavailable, longest wait %d ms"
                .formatted(
                        promises.size(),
                        refused.size(),
                        sentAgain.get(),
                        unavailable.get(),
                        longestMillis.get());
    }

    /** Lets the load go on for a while, so that it is somewhere in the middle. */
    void awaitSome(Random random) {
        var due = promises() + 20 + random.nextInt(200);
        org.awaitility.Awaitility.await()
                .atMost(SETTLED_AT_MOST)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> promises() >= due);
    }

    /** What goes on while others send commands. */
    interface Disturbance {
        void run() throws Exception;
    }

    /** Sends commands from several threads for as long as something happens, and settles them. */
    void during(int senders, Disturbance disturbance) throws Exception {
        var load = new Load();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < senders; i++) {
            int sender = i;
            threads.add(Thread.ofVirtual().start(() -> load.send(sender)));
        }
        try {
            var before = promises();
            disturbance.run();
            org.awaitility.Awaitility.await()
                    .atMost(SETTLED_AT_MOST)
                    .until(() -> promises() > before);
        } finally {
            load.going = false;
            for (var thread : threads) {
                thread.join();
            }
        }
    }

    private final class Load {

        private final long id = System.nanoTime();
        private volatile boolean going = true;

        void send(int sender) {
            var random = new Random(sender);
            var own = new ArrayList<Promise>();
            for (int i = 0; going; i++) {
                var key = "%s-%d-%d-%d".formatted(name, id, sender, i);
                var shared = deals();
                if (own.isEmpty() || random.nextInt(4) == 0) {
                    var made = settle(random, key, "POST", "/api/deals", null);
                    if (made != null) {
                        own.add(made);
                        if (deals.size() < 20) {
                            deals.add(made.streamId());
                        }
                    }
                } else if (random.nextInt(3) == 0 && !shared.isEmpty()) {
                    change(random, key, shared.get(random.nextInt(shared.size())), null);
                } else {
                    var place = random.nextInt(own.size());
                    var last = own.get(place);
                    var isOnlyOurs = !shared.contains(last.streamId());
                    var changed =
                            change(
                                    random,
                                    key,
                                    last.streamId(),
                                    isOnlyOurs ? last.version() : null);
                    if (changed != null) {
                        own.set(place, changed);
                    }
                }
            }
        }
    }

    private @Nullable Promise change(
            Random random, String key, String deal, @Nullable Long expected) {
        return settle(random, key, "PATCH", "/api/deals/" + deal, expected);
    }

    /** Sends a command until it is known what became of it. */
    private @Nullable Promise settle(
            Random random, String key, String method, String path, @Nullable Long expected) {
        var started = System.nanoTime();
        var body =
                method.equals("POST")
                        ? "{\"name\":\"%s\",\"value\":{\"amount\":\"10.00\",\"currency\":\"EUR\"}}"
                                .formatted(key)
                        : "{\"name\":\"%s\"}".formatted(key);
        var node = nodes.get(random.nextInt(nodes.size()));
        while (System.nanoTime() - started < SETTLED_AT_MOST.toNanos()) {
            var answer = attempt(node, key, method, path, body, expected);
            if (answer == null) {
                sentAgain.incrementAndGet();
                node = cluster.awaitReady(nodes);
                continue;
            }
            var took = (System.nanoTime() - started) / 1_000_000;
            longestMillis.accumulateAndGet(took, Math::max);
            if (answer.status() < 300) {
                var promise = new Promise(answer.id(), answer.version());
                promises.put(key, promise);
                return promise;
            }
            refused.add(key);
            if (expected != null || answer.status() != 412) {
                unexpected.add(node.name() + " " + method + " " + path + ": " + answer);
            }
            return null;
        }
        unexpected.add("never answered: " + key);
        return null;
    }

    /** The answer, unless nobody knows what became of it or it is to be asked again. */
    private @Nullable Answer attempt(
            Node node,
            String key,
            String method,
            String path,
            String body,
            @Nullable Long expected) {
        try {
            var answer =
                    expected == null
                            ? node.send(
                                    method,
                                    path,
                                    token(),
                                    body,
                                    ANSWER_AT_MOST,
                                    "Idempotency-Key",
                                    key)
                            : node.send(
                                    method,
                                    path,
                                    token(),
                                    body,
                                    ANSWER_AT_MOST,
                                    "Idempotency-Key",
                                    key,
                                    "If-Match",
                                    "\"" + expected + "\"");
            if (answer.status() == 503) {
                unavailable.incrementAndGet();
                return null;
            }
            return answer.code().equals("idempotency.in-progress") ? null : answer;
        } catch (UncheckedIOException _) {
            return null;
        }
    }

    /** Every promise is kept, exactly once, and nothing that was refused has happened. */
    void assertKept() {
        assertThat(unexpected).as("answers nobody should get").isEmpty();
        assertThat(promises).as("promises").isNotEmpty();
        var effects = new TreeMap<String, List<Effect>>();
        cluster.db()
                .sql(
                        """
                        select payload -> 'details' ->> 'name', stream_id, version from event
                        where stream_type = 'deal'
                          and payload -> 'details' ->> 'name' like :ledger || '-%'""")
                .param("ledger", name)
                .query((row, _) -> new Effect(row.getString(1), row.getString(2), row.getLong(3)))
                .list()
                .forEach(
                        effect ->
                                effects.computeIfAbsent(effect.key(), _ -> new ArrayList<>())
                                        .add(effect));
        assertThat(effects.values()).as("a key has one effect").allMatch(each -> each.size() == 1);
        assertThat(effects.keySet()).as("what was refused").noneMatch(refused::contains);
        promises.forEach(
                (key, promise) ->
                        assertThat(effects.getOrDefault(key, List.of()))
                                .as("the promise for %s", key)
                                .containsExactly(
                                        new Effect(key, promise.streamId(), promise.version())));
        cluster.assertOrdered();
    }
}
