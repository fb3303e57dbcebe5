package nexus.platform.projection;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nexus.api.DomainEvent;
import nexus.platform.eventstore.EventLog;
import nexus.platform.eventstore.RecordedEvent;
import nexus.platform.projection.DeadLetters.Lot;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings batches of events into views, set by set, in the transaction at hand.
 *
 * <p>It remembers rows that it has written, which holds as long as nobody else writes them: whoever
 * uses it throws it away when a transaction is rolled back or the claim is lost. Used by one
 * thread.
 */
final class Projection {

    /** What becomes of an event that a view cannot take in. */
    enum OnPoison {
        /** It waits with the {@link DeadLetters}, and what comes later for its row behind it. */
        PARK,
        /** Nothing goes on: {@link PoisonedEvent}. */
        STOP
    }

    private final List<Target<?, ?>> targets = new ArrayList<>();
    private final EventLog events;
    private final DeadLetters deadLetters;
    private final List<RowListener> listeners;
    private final OnPoison onPoison;
    private final TransactionTemplate nested;
    private final Runnable beforeWriting;
    private final boolean inUse;

    /**
     * @param inUse whether readers read the tables
     * @param beforeWriting runs when all is folded and nothing is written
     */
    Projection(
            Collection<ViewTable<?, ?>> tables,
            EventLog events,
            DeadLetters deadLetters,
            List<RowListener> listeners,
            OnPoison onPoison,
            boolean inUse,
            int cachedRows,
            TransactionTemplate nested,
            Runnable beforeWriting) {
        tables.forEach(table -> targets.add(target(table, cachedRows)));
        this.events = events;
        this.deadLetters = deadLetters;
        this.listeners = listeners;
        this.onPoison = onPoison;
        this.inUse = inUse;
        this.nested = nested;
        this.beforeWriting = beforeWriting;
    }

    private static <E extends DomainEvent, R extends Record> Target<E, R> target(
            ViewTable<E, R> table, int cachedRows) {
        return new Target<>(table, new RowCache<>(cachedRows));
    }

    /** A view's tables, and the rows of them that are known here. */
    private record Target<E extends DomainEvent, R extends Record>(
            ViewTable<E, R> table, RowCache<R> cache) {

        View<E, R> view() {
            return table.view();
        }

        List<RecordedEvent> own(List<RecordedEvent> batch) {
            return batch.stream()
                    .filter(event -> view().events().isInstance(event.event()))
                    .toList();
        }

        String keyOf(RecordedEvent event) {
            return view().key(view().events().cast(event.event()));
        }

        /** No row is older than its stream, so nothing is looked for where one begins. */
        Map<String, Kept<R>> rowsBefore(List<RecordedEvent> own) {
            var rows = new HashMap<String, Kept<R>>();
            var missing = new LinkedHashSet<String>();
            var begun = new LinkedHashSet<String>();
            for (var event : own) {
                if (event.version() == 0) {
                    begun.add(event.streamId());
                }
                var key = keyOf(event);
                var cached = cache.get(key);
                if (cached != null) {
                    rows.put(key, cached);
                } else if (!begun.contains(event.streamId())) {
                    missing.add(key);
                }
            }
            rows.putAll(table.load(missing));
            return rows;
        }
    }

    /** What one view makes of a batch. */
    private record Work<E extends DomainEvent, R extends Record>(
            Target<E, R> target, ViewFold<E, R> fold, List<Parking> parkings, long position) {}

    private record Parking(String key, RecordedEvent event, String cause) {}

    boolean isEmpty() {
        return targets.isEmpty();
    }

    /** All views at once; fails if the database refuses some value of it. */
    void project(List<RecordedEvent> batch) {
        var parked = parked(batch);
        var works = new ArrayList<Work<?, ?>>();
        for (var target : targets) {
            var own = target.own(batch);
            if (!own.isEmpty()) {
                works.add(fold(target, own, parkedOf(target, parked)));
            }
        }
        beforeWriting.run();
        works.forEach(this::write);
        works.forEach(Projection::remember);
    }

    /**
     * View by view and, where the database refuses one, row by row, to find which. Nothing is
     * remembered.
     */
    void projectCarefully(List<RecordedEvent> batch) {
        var parked = parked(batch);
        beforeWriting.run();
        for (var target : targets) {
            target.cache.clear();
            var own = target.own(batch);
            if (!own.isEmpty()) {
                carefully(target, own, parkedOf(target, parked));
            }
        }
    }

    private <E extends DomainEvent, R extends Record> void carefully(
            Target<E, R> target, List<RecordedEvent> own, Set<String> parked) {
        try {
            nested.executeWithoutResult(_ -> write(fold(target, own, parked)));
        } catch (DataAccessException failure) {
            if (!isRefusal(failure)) {
                throw failure;
            }
            var byKey = new LinkedHashMap<String, List<RecordedEvent>>();
            own.forEach(
                    event ->
                            byKey.computeIfAbsent(target.keyOf(event), _ -> new ArrayList<>())
                                    .add(event));
            if (byKey.size() > 1) {
                byKey.values().forEach(ofKey -> carefully(target, ofKey, parked));
            } else if (own.size() > 1 && !parked.contains(target.keyOf(own.getFirst()))) {
                oneByOne(target, own);
            } else {
                park(target, own, String.valueOf(failure.getMessage()));
            }
        }
    }

    /** The events of one row up to the one that is refused; the others wait behind it. */
    private <E extends DomainEvent, R extends Record> void oneByOne(
            Target<E, R> target, List<RecordedEvent> own) {
        for (int i = 0; i < own.size(); i++) {
            var event = own.get(i);
            try {
                nested.executeWithoutResult(_ -> write(fold(target, List.of(event), Set.of())));
            } catch (DataAccessException failure) {
                if (!isRefusal(failure)) {
                    throw failure;
                }
                park(target, own.subList(i, own.size()), String.valueOf(failure.getMessage()));
                return;
            }
        }
    }

    private void park(Target<?, ?> target, List<RecordedEvent> own, String cause) {
        if (onPoison == OnPoison.STOP) {
            throw new PoisonedEvent(target.view().name(), own.getFirst(), cause);
        }
        var why = cause;
        for (var event : own) {
            deadLetters.park(lotOf(target), target.keyOf(event), event, why);
            why = "waits behind an earlier event";
        }
    }

    /** Whether the database would refuse the same again: a value that does not fit, or too much. */
    static boolean isRefusal(DataAccessException failure) {
        return failure instanceof DataIntegrityViolationException
                || (failure.getMostSpecificCause() instanceof SQLException sql
                        && String.valueOf(sql.getSQLState()).startsWith("54"));
    }

    private Map<Lot, Set<String>> parked(List<RecordedEvent> batch) {
        if (onPoison == OnPoison.STOP) {
            return Map.of();
        }
        var keys = new LinkedHashSet<String>();
        for (var target : targets) {
            target.own(batch).forEach(event -> keys.add(target.keyOf(event)));
        }
        return keys.isEmpty() ? Map.of() : deadLetters.parked(keys);
    }

    private Set<String> parkedOf(Target<?, ?> target, Map<Lot, Set<String>> parked) {
        return parked.getOrDefault(lotOf(target), Set.of());
    }

    private Lot lotOf(Target<?, ?> target) {
        return new Lot(target.view().name(), inUse ? null : target.table.generation());
    }

    private <E extends DomainEvent, R extends Record> Work<E, R> fold(
            Target<E, R> target, List<RecordedEvent> own, Set<String> parkedBefore) {
        var fold = new ViewFold<>(target.view(), target.rowsBefore(own));
        var parkings = new ArrayList<Parking>();
        var parked = new LinkedHashSet<>(parkedBefore);
        for (var event : own) {
            var key = target.keyOf(event);
            if (parked.contains(key)) {
                parkings.add(new Parking(key, event, "waits behind an earlier event"));
                continue;
            }
            try {
                fold.fold(event);
            } catch (RuntimeException poison) {
                if (onPoison == OnPoison.STOP) {
                    throw new PoisonedEvent(target.view().name(), event, poison.toString());
                }
                parked.add(key);
                parkings.add(new Parking(key, event, poison.toString()));
            }
        }
        return new Work<>(target, fold, parkings, own.getLast().position());
    }

    private <E extends DomainEvent, R extends Record> void write(Work<E, R> work) {
        var lot = lotOf(work.target);
        work.parkings.forEach(
                parking -> deadLetters.park(lot, parking.key, parking.event, parking.cause));
        write(work.target.table, work.fold, work.position);
    }

    /** Writes what a fold has made of rows. */
    <E extends DomainEvent, R extends Record> void write(
            ViewTable<E, R> table, ViewFold<E, R> fold, long position) {
        if (fold.isEmpty()) {
            return;
        }
        table.upsert(fold.changed());
        table.delete(fold.deleted());
        table.append(table.known(), fold.known());
        table.append(table.effective(), fold.effective());
        rewriteBusinessPast(table, fold.reordered());
        listeners.forEach(listener -> listener.changed(table.view(), fold.keys(), position));
    }

    private <E extends DomainEvent, R extends Record> void rewriteBusinessPast(
            ViewTable<E, R> table, Map<String, RecordedEvent> lastByKey) {
        if (lastByKey.isEmpty()) {
            return;
        }
        var spans = new ArrayList<Span<R>>();
        lastByKey.forEach(
                (key, last) -> {
                    var stream =
                            events.ofStream(last.streamId(), last.organizationId()).stream()
                                    .filter(event -> event.version() <= last.version())
                                    .toList();
                    spans.addAll(ViewFold.inBusinessOrder(table.view(), key, stream));
                });
        table.deleteEffective(lastByKey.keySet());
        table.append(table.effective(), spans);
    }

    private static <E extends DomainEvent, R extends Record> void remember(Work<E, R> work) {
        var cache = work.target.cache;
        work.fold.changed().forEach(kept -> cache.put(kept.id(), kept));
        work.fold.deleted().forEach(cache::remove);
    }

    /** The rows last used, at most so many. */
    private static final class RowCache<R extends Record> extends LinkedHashMap<String, Kept<R>> {
        private final int most;

        RowCache(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept<R>> eldest) {
            return size() > most;
        }
    }
}
