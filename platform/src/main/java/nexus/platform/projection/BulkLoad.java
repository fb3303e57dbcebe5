package nexus.platform.projection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import nexus.api.DomainEvent;
import nexus.api.EventFamilies;
import nexus.platform.LongWork;
import nexus.platform.eventstore.EventFeed;
import nexus.platform.eventstore.EventFeed.Request;
import nexus.platform.eventstore.EventLog;
import nexus.platform.eventstore.RecordedEvent;
import nexus.platform.projection.DeadLetters.Lot;
import nexus.platform.serialization.NamedEventSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fills tables of views that nobody uses yet, from the events: readers, and workers that share the
 * streams between them. Each folds in memory, where it remembers the rows last used, and writes
 * long stretches at once, with its token in the same transaction, so that after a crash it goes on
 * from there. Spans of the past are copied as they end; rows as they are then at the end of a
 * stretch.
 */
final class BulkLoad {

    private static final int PAGE = 4000;
    private static final int PAGES_AHEAD = 4;
    private static final int READERS = 2;
    private static final int STRETCH = 30_000;
    private static final long STRETCH_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final EventFeed feed;
    private final Tokens tokens;
    private final TransactionTemplate transactions;
    private final JdbcTemplate jdbc;
    private final List<ViewTable<?, ?>> tables;
    private final boolean withPast;
    private final int cachedRows;
    private final @Nullable DeadLetters deadLetters;
    private final Progress progress;
    private final Set<String> unwanted;

    /** Is told of what is committed. */
    interface Progress {
        void moved(Claim claim, long events);
    }

    /**
     * @param cachedRows how many rows are remembered in all
     * @param deadLetters where events wait that a view cannot take in; null if nothing shall go on
     *     then
     */
    BulkLoad(
            EventFeed feed,
            Tokens tokens,
            TransactionTemplate transactions,
            JdbcTemplate jdbc,
            Collection<ViewTable<?, ?>> tables,
            boolean withPast,
            int cachedRows,
            @Nullable DeadLetters deadLetters,
            Progress progress) {
        this.feed = feed;
        this.tokens = tokens;
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.tables = List.copyOf(tables);
        this.withPast = withPast;
        this.cachedRows = cachedRows;
        this.deadLetters = deadLetters;
        this.progress = progress;
        this.unwanted = unwanted(tables);
    }

    /** The names of events that no view of these tables folds. */
    static Set<String> unwanted(Collection<ViewTable<?, ?>> tables) {
        return EventFamilies.events()
                .filter(event -> tables.stream().noneMatch(table -> folds(table, event)))
                .map(event -> NamedEventSerializer.nameOf(event).value())
                .collect(Collectors.toSet());
    }

    private static boolean folds(ViewTable<?, ?> table, Class<?> event) {
        return table.view().events().isAssignableFrom(event);
    }

    /** Events of one page that are one worker's. */
    private record Chunk(List<RecordedEvent> events, long through) {}

    /**
     * Brings the tables from where the claims are up to a position.
     *
     * @return the claims as they are then
     */
    List<Claim> run(List<Claim> claims, long upTo) {
        var failure = new AtomicReference<@Nullable Throwable>();
        var workers =
                claims.stream()
                        .map(claim -> new Worker(claim, upTo, failure, cachedRows / claims.size()))
                        .toList();
        var threads = new ArrayList<Thread>();
        for (var worker : workers) {
            threads.add(
                    Thread.ofPlatform()
                            .daemon()
                            .name("load-" + worker.claim.segment())
                            .start(worker));
        }
        try {
            read(workers, upTo, failure);
            for (var thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure.compareAndSet(null, e);
        } finally {
            threads.forEach(Thread::interrupt);
        }
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Throwable e -> throw new IllegalStateException("The load was ended", e);
        }
        return workers.stream().map(worker -> worker.claim).toList();
    }

    /** Reads some ranges ahead, several at once, and hands them out in their order. */
    private void read(List<Worker> workers, long upTo, AtomicReference<@Nullable Throwable> failure)
            throws InterruptedException {
        var ahead = new ArrayDeque<Future<EventFeed.Page>>();
        var readers =
                Executors.newFixedThreadPool(
                        READERS, Thread.ofPlatform().daemon().name("load-reader-", 0).factory());
        try {
            var position =
                    workers.stream()
                            .mapToLong(worker -> worker.claim.position())
                            .min()
                            .orElse(upTo);
            while ((position < upTo || !ahead.isEmpty()) && failure.get() == null) {
                while (position < upTo && ahead.size() < PAGES_AHEAD) {
                    var from = position;
                    var to = Math.min(upTo, from + PAGE);
                    ahead.add(readers.submit(() -> range(from, to)));
                    position = to;
                }
                handOut(ahead.remove().get(), workers, failure);
            }
        } catch (ExecutionException e) {
            failure.compareAndSet(null, e.getCause());
        } finally {
            readers.shutdownNow();
        }
    }

    private EventFeed.Page range(long from, long to) {
        var events = new ArrayList<RecordedEvent>();
        var through = from;
        while (through < to) {
            var page = feed.read(new Request(through, to, PAGE, _ -> true, unwanted));
            events.addAll(page.events());
            through = page.through();
        }
        return new EventFeed.Page(events, to);
    }

    private static void handOut(
            EventFeed.Page page, List<Worker> workers, AtomicReference<@Nullable Throwable> failure)
            throws InterruptedException {
        for (var worker : workers) {
            var own =
                    workers.size() == 1
                            ? page.events()
                            : page.events().stream()
                                    .filter(event -> worker.claim.covers(event.streamId()))
                                    .toList();
            var chunk = new Chunk(own, page.through());
            while (failure.get() == null
                    && !worker.chunks.offer(chunk, 100, TimeUnit.MILLISECONDS)) {}
        }
    }

    /** The share of one claim. */
    private final class Worker implements Runnable {

        private final BlockingQueue<Chunk> chunks = new ArrayBlockingQueue<>(PAGES_AHEAD);
        private final long upTo;
        private final AtomicReference<@Nullable Throwable> failure;
        private final List<Loading<?, ?>> views;
        private volatile Claim claim;
        private final Rate rate = new Rate();
        private int folded;

        Worker(
                Claim claim,
                long upTo,
                AtomicReference<@Nullable Throwable> failure,
                int cachedRows) {
            this.claim = claim;
            this.upTo = upTo;
            this.failure = failure;
            this.views = new ArrayList<>();
            tables.forEach(table -> views.add(loading(table, cachedRows / tables.size())));
        }

        private <E extends DomainEvent, R extends Record> Loading<E, R> loading(
                ViewTable<E, R> table, int cached) {
            return new Loading<>(table, withPast, cached, deadLetters);
        }

        @Override
        public void run() {
            try {
                while (claim.position() < upTo) {
                    folded = 0;
                    claim = transactions.execute(_ -> stretch());
                    progress.moved(claim, folded);
                }
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            }
        }

        private Claim stretch() {
            LongWork.begins(jdbc);
            // what a crash of the database takes back, it takes back with the token
            jdbc.execute("set local synchronous_commit = off");
            var end = System.nanoTime() + STRETCH_NANOS;
            var through = claim.position();
            java.time.Instant recordedAt = null;
            while (through < upTo && folded < STRETCH && System.nanoTime() < end) {
                var chunk = take();
                var own = fresh(chunk.events);
                views.forEach(view -> view.fold(own));
                folded += own.size();
                recordedAt = own.isEmpty() ? recordedAt : own.getLast().recordedAt();
                through = Math.max(through, chunk.through);
            }
            views.forEach(Loading::flush);
            return tokens.advance(claim, through, recordedAt, rate.after(folded));
        }

        /** Without those that are in the tables already. */
        private List<RecordedEvent> fresh(List<RecordedEvent> events) {
            return events.isEmpty() || events.getFirst().position() > claim.position()
                    ? events
                    : events.stream().filter(event -> event.position() > claim.position()).toList();
        }

        private Chunk take() {
            try {
                while (failure.get() == null) {
                    var chunk = chunks.poll(100, TimeUnit.MILLISECONDS);
                    if (chunk != null) {
                        return chunk;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("The load has ended elsewhere");
        }
    }

    /** The tables of one view, as one worker fills them. */
    private static final class Loading<E extends DomainEvent, R extends Record> {

        private final ViewTable<E, R> table;
        private final View<E, R> view;
        private final boolean withPast;
        private final LinkedHashMap<String, Entry<R>> rows = new LinkedHashMap<>(1024, 0.75f, true);
        private final List<Entry<R>> dirty = new ArrayList<>();
        private final CopyBuffer known = new CopyBuffer(1 << 16);
        private final CopyBuffer effective = new CopyBuffer(1 << 16);
        private final int cachedRows;
        private final @Nullable DeadLetters deadLetters;
        private final Lot lot;
        private final Set<String> parked;

        /** A row, whether the table has one of this key, and whether another one. */
        private static final class Entry<R extends Record> {
            private final String key;
            private @Nullable Kept<R> kept;
            private boolean stored;
            private boolean dirty;

            Entry(String key, @Nullable Kept<R> kept) {
                this.key = key;
                this.kept = kept;
                this.stored = kept != null;
            }
        }

        Loading(
                ViewTable<E, R> table,
                boolean withPast,
                int cachedRows,
                @Nullable DeadLetters deadLetters) {
            this.table = table;
            this.view = table.view();
            this.withPast = withPast;
            this.cachedRows = cachedRows;
            this.deadLetters = deadLetters;
            this.lot = new Lot(view.name(), table.generation());
            this.parked = deadLetters == null ? new HashSet<>() : deadLetters.parked(lot);
        }

        void fold(List<RecordedEvent> events) {
            var own =
                    events.stream()
                            .filter(event -> view.events().isInstance(event.event()))
                            .toList();
            if (own.isEmpty()) {
                return;
            }
            lookUp(own);
            for (var event : own) {
                fold(event, view.events().cast(event.event()));
            }
            if (known.size() + effective.size() > ViewTable.COPY_AT) {
                copyPast();
            }
        }

        /** No row is older than its stream, so nothing is looked for where one begins. */
        private void lookUp(List<RecordedEvent> own) {
            var missing = new LinkedHashSet<String>();
            var begun = new LinkedHashSet<String>();
            for (var event : own) {
                if (event.version() == 0) {
                    begun.add(event.streamId());
                }
                var key = view.key(view.events().cast(event.event()));
                if (!rows.containsKey(key) && !begun.contains(event.streamId())) {
                    missing.add(key);
                }
            }
            table.load(missing).forEach((key, kept) -> rows.put(key, new Entry<>(key, kept)));
        }

        private void fold(RecordedEvent event, E own) {
            var key = view.key(own);
            if (parked.contains(key)) {
                park(key, event, "waits behind an earlier event");
                return;
            }
            var entry = rows.computeIfAbsent(key, _ -> new Entry<>(key, null));
            var kept = entry.kept;
            try {
                entry.kept = ViewFold.next(view, kept, key, own, event);
            } catch (RuntimeException poison) {
                park(key, event, poison.toString());
                return;
            }
            if (!entry.dirty) {
                entry.dirty = true;
                dirty.add(entry);
            }
            if (withPast && kept != null) {
                end(kept, event, entry.kept);
            }
        }

        private void park(String key, RecordedEvent event, String cause) {
            if (deadLetters == null) {
                throw new PoisonedEvent(view.name(), event, cause);
            }
            parked.add(key);
            deadLetters.park(lot, key, event, cause);
        }

        /** The business past of what is out of order is made when all is in. */
        private void end(Kept<R> kept, RecordedEvent event, @Nullable Kept<R> after) {
            var span = ViewFold.knownUntil(kept, event);
            var inEffect = ViewFold.inEffectUntil(kept, event);
            var ordered = !kept.reordered() && (after == null || !after.reordered());
            if (ordered) {
                table.encode(span, known, inEffect, effective);
            } else if (!span.isEmpty()) {
                table.encode(span, known);
            }
        }

        void flush() {
            copyPast();
            var fresh = new ArrayList<Kept<R>>();
            var changed = new ArrayList<Kept<R>>();
            var gone = new ArrayList<String>();
            for (var entry : dirty) {
                if (entry.kept != null) {
                    (entry.stored ? changed : fresh).add(entry.kept);
                } else if (entry.stored) {
                    gone.add(entry.key);
                }
                entry.stored = entry.kept != null;
                entry.dirty = false;
            }
            dirty.clear();
            table.copyRows(fresh);
            table.replaceRows(changed);
            table.delete(gone);
            var oldest = rows.entrySet().iterator();
            for (int over = rows.size() - cachedRows; over > 0; over--) {
                oldest.next();
                oldest.remove();
            }
        }

        private void copyPast() {
            table.copyPast(table.known(), known);
            table.copyPast(table.effective(), effective);
        }
    }

    /**
     * Makes anew the business past of all rows whose events did not arrive in business order, which
     * can only be told when all is in.
     */
    static <E extends DomainEvent, R extends Record> void orderBusinessPast(
            ViewTable<E, R> table, EventLog events) {
        var after = "";
        table.forgetReordered();
        for (var ids = table.reorderedAfter(after); !ids.isEmpty(); ) {
            var rows = table.load(ids);
            var streams = new HashMap<String, List<RecordedEvent>>();
            events.ofStreams(rows.values().stream().map(Kept::streamId).distinct().toList())
                    .forEach(
                            event ->
                                    streams.computeIfAbsent(
                                                    event.streamId(), _ -> new ArrayList<>())
                                            .add(event));
            var spans = new ArrayList<Span<R>>();
            for (Map.Entry<String, Kept<R>> row : rows.entrySet()) {
                var kept = row.getValue();
                spans.addAll(
                        ViewFold.inBusinessOrder(
                                table.view(),
                                row.getKey(),
                                streams.getOrDefault(kept.streamId(), List.of()).stream()
                                        .filter(event -> event.version() <= kept.version())
                                        .toList()));
            }
            table.append(table.effective(), spans);
            after = ids.getLast();
            ids = table.reorderedAfter(after);
        }
    }
}
