package nexus.platform.policy;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.api.EventFamilies;
import nexus.platform.eventstore.Appends;
import nexus.platform.eventstore.EventFeed;
import nexus.platform.eventstore.EventFeed.Page;
import nexus.platform.eventstore.EventFeed.Request;
import nexus.platform.eventstore.EventLog;
import nexus.platform.eventstore.RecordedEvent;
import nexus.platform.policy.PolicyLetters.Letter;
import nexus.platform.policy.Reactions.Outcome;
import nexus.platform.projection.Claim;
import nexus.platform.projection.Tokens;
import nexus.platform.serialization.NamedEventSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs the policies that no other node runs. Each has a token of its own, claimed and fenced like
 * those of views; those that stand at the same place read the stream together. They take turns, so
 * that one with much to do, or whose commands take long, holds up no other.
 */
@Component
class PolicyProcessor implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PolicyProcessor.class);
    private static final int BATCH = 500;

    /** How often something is tried that fails for no reason that passes by itself. */
    private static final int MOST_FAILURES = 6;

    /** How long a policy that has much to do keeps the others waiting. */
    private static final Duration TURN = Duration.ofMillis(200);

    private static final Duration LOOK_AROUND = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    /** A page costs much the same for one event as for many: under load let some gather. */
    private static final Duration GATHER = Duration.ofMillis(50);

    private static final Duration PATIENCE = Duration.ofMillis(200);

    /** That there was nothing to do need not be written down at once. */
    private static final Duration KEPT_EVERY = Duration.ofSeconds(1);

    private static final Duration HEARTBEAT = Tokens.CLAIM.dividedBy(4);

    /** After that long without a heartbeat the claim may be somebody else's. */
    private static final Duration SURE_FOR = Tokens.CLAIM.dividedBy(2);

    private static final Duration END = Duration.ofSeconds(10);

    private final ObjectProvider<Policy<?>> policies;
    private final EventFeed feed;
    private final EventLog events;
    private final Appends appends;
    private final Tokens tokens;
    private final Reactions reactions;
    private final PolicyLetters letters;
    private final TransactionTemplate transactions;
    private final Map<String, Progress> own = new ConcurrentHashMap<>();
    private List<Policy<?>> all = List.of();
    private long lookedAround;
    private volatile boolean running;
    private @Nullable Thread thread;

    PolicyProcessor(
            ObjectProvider<Policy<?>> policies,
            EventFeed feed,
            EventLog events,
            Appends appends,
            Tokens tokens,
            Reactions reactions,
            PolicyLetters letters,
            TransactionTemplate transactions) {
        this.policies = policies;
        this.feed = feed;
        this.events = events;
        this.appends = appends;
        this.tokens = tokens;
        this.reactions = reactions;
        this.letters = letters;
        this.transactions = transactions;
    }

    /** Why those that this node runs do not get on, of those that do not. */
    Map<String, String> troubles() {
        var troubles = new TreeMap<String, String>();
        own.forEach(
                (name, progress) -> {
                    var error = progress.error();
                    if (error != null) {
                        troubles.put(name, error);
                    }
                });
        return troubles;
    }

    /** The token of a policy stands among those of the views. */
    private static String processor(Policy<?> policy) {
        return PolicyLetters.PREFIX + policy.name();
    }

    private void run() {
        try {
            while (running) {
                try {
                    round();
                } catch (DataAccessException | TransactionException away) {
                    log.warn("Policies have to wait: {}", away.getMessage());
                    Thread.sleep(PAUSE_AFTER_FAILURE);
                } catch (RuntimeException fault) {
                    // an event of a newer version is for a newer node, if there is one
                    log.error("Policies start over", fault);
                    letGo(fault.toString());
                    Thread.sleep(PAUSE_AFTER_FAILURE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            letGo(null);
        }
    }

    private void round() throws InterruptedException {
        if (System.nanoTime() - lookedAround > LOOK_AROUND.toNanos()) {
            takeFree();
            retry();
            lookedAround = System.nanoTime();
        }
        var read = 0;
        for (var together : groups()) {
            read = Math.max(read, move(together));
        }
        own.values().forEach(this::keepInTime);
        if (read == 0) {
            await();
        } else if (read < BATCH) {
            Thread.sleep(GATHER);
        }
    }

    private void await() throws InterruptedException {
        var at = ready().mapToLong(Progress::position).max();
        if (at.isPresent()) {
            feed.awaitAfter(at.getAsLong(), PATIENCE);
        } else {
            Thread.sleep(PATIENCE);
        }
    }

    private Stream<Progress> ready() {
        return own.values().stream().filter(progress -> !progress.isPaused());
    }

    /** Those that stand at the same place. */
    private Collection<List<Progress>> groups() {
        return ready().collect(Collectors.groupingBy(Progress::position)).values();
    }

    private void takeFree() {
        for (var policy : all) {
            if (!own.containsKey(policy.name())) {
                tokens.claim(processor(policy), 0)
                        .ifPresent(claim -> own.put(policy.name(), taken(policy, claim)));
            }
        }
    }

    /** Who ran it before may have done something about everything there is by now. */
    private Progress taken(Policy<?> policy, Claim claim) {
        appends.catchUp();
        return new Progress(policy, claim, feed.head());
    }

    /**
     * Goes on by a page.
     *
     * @return how many events were read; 0 if nothing has happened
     */
    private int move(List<Progress> together) {
        var at = together.getFirst().position();
        var page = feed.read(new Request(at, Long.MAX_VALUE, BATCH, _ -> true, others(together)));
        if (page.through() == at) {
            return 0;
        }
        var all = true;
        for (var progress : together) {
            all &= follow(progress, page);
        }
        return all ? Math.max(1, page.events().size()) : BATCH;
    }

    /** The names of the events that are none of their business. */
    private static Set<String> others(Collection<Progress> together) {
        return EventFamilies.events()
                .filter(event -> together.stream().noneMatch(one -> isOf(one.policy(), event)))
                .map(event -> NamedEventSerializer.nameOf(event).value())
                .collect(Collectors.toSet());
    }

    private static boolean isOf(Policy<?> policy, Class<?> event) {
        return policy.events().isAssignableFrom(event);
    }

    /** Whether it came through, or has to wait; not if only its turn was over before. */
    private boolean follow(Progress progress, Page page) {
        var met = 0;
        var begun = System.nanoTime();
        for (var event : page.events()) {
            if (isOf(progress.policy(), event.event().getClass())) {
                met++;
                if (!running || !meet(progress, event)) {
                    return true;
                }
                progress.reached(event.position());
                if (System.nanoTime() - begun > TURN.toNanos()) {
                    keep(progress);
                    return false;
                }
            }
        }
        progress.reached(page.through());
        if (met > 0) {
            keep(progress);
        }
        return true;
    }

    /** Whether to go on with what comes after the event. */
    private boolean meet(Progress progress, RecordedEvent event) {
        if (!progress.wasKeptWithin(SURE_FOR) && !keep(progress)) {
            return false;
        }
        var policy = progress.policy();
        if (progress.hasParked() && letters.isWaiting(policy, event.streamId())) {
            if (reactions.isNeeded(event, policy)) {
                park(progress, event, "Waits behind an earlier event of the same record");
            }
            return true;
        }
        return switch (reactions.to(event, policy, progress.isInDoubt(event.position()))) {
            case Outcome.Done() -> true;
            case Outcome.Refused(var why) -> {
                park(progress, event, why);
                yield true;
            }
            case Outcome.Failed(var why) when progress.failures() + 1 >= MOST_FAILURES -> {
                park(progress, event, why);
                yield true;
            }
            case Outcome.Failed(var why) -> stop(progress, event, why);
            case Outcome.Wait(var why) -> stop(progress, event, why);
        };
    }

    private void park(Progress progress, RecordedEvent event, String why) {
        letters.park(progress.policy(), event, why);
        progress.parked(true);
    }

    private boolean stop(Progress progress, RecordedEvent before, String why) {
        progress.stopAt(before.position() - 1, why);
        keep(progress);
        return false;
    }

    private void retry() {
        if (own.isEmpty()) {
            return;
        }
        var withLetters = letters.havingSome(own.keySet());
        own.forEach((name, progress) -> progress.parked(withLetters.contains(name)));
        if (withLetters.isEmpty()) {
            return;
        }
        for (var letter : letters.toRetry(own.keySet())) {
            var progress = own.get(letter.policy());
            if (progress != null && (progress.wasKeptWithin(SURE_FOR) || keep(progress))) {
                retry(letter, progress.policy());
            }
        }
    }

    private void retry(Letter letter, Policy<?> policy) {
        switch (reactions.to(eventOf(letter), policy, true)) {
            case Outcome.Done() -> letters.done(letter);
            case Outcome.Refused(var why) -> letters.stays(letter, why);
            case Outcome.Failed(var why) -> letters.stays(letter, why);
            case Outcome.Wait(_) -> {} // it is tried again in a moment
        }
    }

    private RecordedEvent eventOf(Letter letter) {
        return events.ofStreams(List.of(letter.streamId())).stream()
                .filter(event -> event.version() == letter.version())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(letter + " tells of no event"));
    }

    private void keepInTime(Progress progress) {
        if (!progress.wasKeptWithin(HEARTBEAT)
                || (progress.isAhead() && !progress.wasKeptWithin(KEPT_EVERY))) {
            keep(progress);
        }
    }

    /** Writes down how far it has come; false if somebody else has taken over. */
    private boolean keep(Progress progress) {
        try {
            var moved =
                    transactions.execute(
                            _ -> {
                                var kept =
                                        tokens.advance(
                                                progress.claim(), progress.position(), null, 0);
                                var error = progress.error();
                                if (error != null) {
                                    tokens.failed(kept, error);
                                }
                                return kept;
                            });
            progress.kept(moved);
            return true;
        } catch (Claim.Lost lost) {
            log.info("{}", lost.getMessage());
            own.remove(progress.policy().name());
            return false;
        }
    }

    /** Lets others have all of them. */
    private void letGo(@Nullable String error) {
        for (var progress : new LinkedHashMap<>(own).values()) {
            try {
                if (keep(progress)) {
                    if (error != null) {
                        tokens.failed(progress.claim(), error);
                    }
                    tokens.release(progress.claim());
                }
            } catch (DataAccessException | TransactionException _) {
                // the claims expire by themselves
            }
            own.remove(progress.policy().name());
        }
    }

    /** What has happened before a policy is there is not its business. */
    @Override
    public void start() {
        all = policies.orderedStream().toList();
        if (all.isEmpty()) {
            return;
        }
        var head = feed.head();
        all.forEach(policy -> tokens.begin(processor(policy), 1, head));
        running = true;
        lookedAround = System.nanoTime() - LOOK_AROUND.toNanos() - 1;
        thread = Thread.ofPlatform().daemon().name("policies").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        var ending = thread;
        thread = null;
        if (ending == null) {
            return;
        }
        try {
            if (!ending.join(END)) {
                ending.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
