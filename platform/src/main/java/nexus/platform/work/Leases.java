package nexus.platform.work;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import nexus.platform.ThisNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who works on what, on the whole installation. All is judged by the database's clock and rows: a
 * node that slept while another took over finds its number gone, and its transaction is rolled
 * back.
 */
@Component
public class Leases implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Leases.class);

    /** How long a node may be silent before others take over. */
    static final Duration TERM = Duration.ofSeconds(10);

    private static final Duration RENEWED_EVERY = TERM.dividedBy(4);

    private static final String TAKE =
            """
            insert into work_lease (name, owner, until)
            values (:name, :owner, clock_timestamp() + :term * interval '1 millisecond')
            on conflict (name) do update
            set owner = excluded.owner, until = excluded.until, number = excluded.number
            where work_lease.until < clock_timestamp()
            returning number""";

    /**
     * Holds the row until the end of the transaction, so that nobody takes over before. A node that
     * falls asleep in there holds it no longer than its lease: the database ends its session.
     */
    private static final String FENCE =
            """
            update work_lease
            set until = clock_timestamp() + :term * interval '1 millisecond'
            where name = :name and number = :number
              and set_config('idle_in_transaction_session_timeout', :timeout, true) is not null""";

    /** What is locked is held by a transaction of its owner, which renews it itself. */
    private static final String RENEW =
            """
            with own as (
              select l.name from work_lease l
              join unnest(cast(:names as text[]), cast(:numbers as bigint[])) as held (name, number)
                using (name, number)
              for update of l skip locked)
            update work_lease l
            set until = clock_timestamp() + :term * interval '1 millisecond'
            from own where l.name = own.name
            returning l.name""";

    private final JdbcClient db;
    private final TransactionTemplate transactions;
    private final String owner = ThisNode.newName();
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private volatile boolean running;
    private volatile Thread renewing = Thread.ofVirtual().unstarted(() -> {});

    Leases(JdbcClient db, TransactionTemplate transactions) {
        this.db = db;
        this.transactions = transactions;
    }

    /** A lease as its holder has it. */
    private final class Held implements Lease {
        private final String name;
        private final long number;
        private volatile long renewedAt;
        private volatile boolean lost;

        Held(String name, long number, long askedAt) {
            this.name = name;
            this.number = number;
            this.renewedAt = askedAt;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean goesOn() {
            return running && !lost && System.nanoTime() - renewedAt < TERM.toNanos();
        }

        @Override
        public <T> T guard(Supplier<T> work) {
            var askedAt = System.nanoTime();
            T result =
                    transactions.execute(
                            _ -> {
                                fence(this);
                                return work.get();
                            });
            renewedAt = askedAt;
            return result;
        }
    }

    /** Takes the lease of that name, unless somebody has it. It is renewed until it is let go. */
    public Optional<Lease> take(String name) {
        if (held.containsKey(name)) {
            return Optional.empty();
        }
        var askedAt = System.nanoTime();
        return db.sql(TAKE)
                .param("name", name)
                .param("owner", owner)
                .param("term", TERM.toMillis())
                .query(Long.class)
                .optional()
                .map(number -> new Held(name, number, askedAt))
                .map(
                        taken -> {
                            held.put(name, taken);
                            return taken;
                        });
    }

    /** Lets others have it. */
    public void release(Lease lease) {
        if (!(lease instanceof Held own) || !held.remove(own.name, own)) {
            return;
        }
        try {
            db.sql("delete from work_lease where name = :name and number = :number")
                    .param("name", own.name)
                    .param("number", own.number)
                    .update();
        } catch (DataAccessException _) {
            // it ends by itself
        }
    }

    private void fence(Held lease) {
        var still =
                db.sql(FENCE)
                        .param("name", lease.name)
                        .param("number", lease.number)
                        .param("term", TERM.toMillis())
                        .param("timeout", Long.toString(TERM.toMillis()))
                        .update();
        if (still == 0) {
            lease.lost = true;
            throw new Lease.Lost(lease.name);
        }
    }

    private void renewAll() {
        try {
            while (running) {
                Thread.sleep(RENEWED_EVERY);
                try {
                    renew(Set.copyOf(held.values()));
                } catch (DataAccessException | TransactionException e) {
                    log.warn("Leases cannot be renewed: {}", e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void renew(Collection<Held> leases) {
        if (leases.isEmpty()) {
            return;
        }
        var askedAt = System.nanoTime();
        var names = leases.stream().map(Held::name).toArray(String[]::new);
        var renewed =
                new HashSet<>(
                        db.sql(RENEW)
                                .param("names", names)
                                .param(
                                        "numbers",
                                        leases.stream()
                                                .map(lease -> lease.number)
                                                .toArray(Long[]::new))
                                .param("term", TERM.toMillis())
                                .query(String.class)
                                .list());
        var others = leases.stream().filter(lease -> !renewed.contains(lease.name)).toList();
        leases.stream()
                .filter(lease -> renewed.contains(lease.name))
                .forEach(lease -> lease.renewedAt = askedAt);
        if (!others.isEmpty()) {
            var numbers = numbers(names);
            others.stream()
                    .filter(lease -> numbers.getOrDefault(lease.name, 0L) != lease.number)
                    .forEach(lease -> lease.lost = true);
        }
    }

    private Map<String, Long> numbers(String[] names) {
        var numbers = new HashMap<String, Long>();
        db.sql("select name, number from work_lease where name = any(:names)")
                .param("names", names)
                .query(
                        row -> {
                            numbers.put(row.getString(1), row.getLong(2));
                        });
        return numbers;
    }

    /** Those of nodes that died over what nobody had to take up. */
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
    void forgetOldOnes() {
        db.sql("delete from work_lease where until < clock_timestamp() - interval '1 day'")
                .update();
    }

    @Override
    public void start() {
        running = true;
        renewing = Thread.ofPlatform().daemon().name("leases").start(this::renewAll);
    }

    /** After those who work: what they still hold others may have at once. */
    @Override
    public void stop() {
        running = false;
        renewing.interrupt();
        Set.copyOf(held.values()).forEach(this::release);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Begins before those who need leases, and ends after them. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }
}
