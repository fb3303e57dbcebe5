package nexus.platform.projection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import nexus.api.DomainEvent;
import nexus.platform.eventstore.EventLog;
import nexus.platform.eventstore.RecordedEvent;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings batches of events into all views, set by set, in the transaction at hand.
 *
 * <p>What a view cannot take in is parked with the {@link DeadLetters}; what the database refuses
 * otherwise, an outage say, fails the batch, which is then tried again.
 */
@Component
public class ViewProjector {

    private final Views views;
    private final EventLog events;
    private final DeadLetters deadLetters;
    private final List<RowListener> listeners;
    private final Map<String, ViewTable<?>> tables = new HashMap<>();
    private final TransactionTemplate nested;

    ViewProjector(
            Views views,
            EventLog events,
            DeadLetters deadLetters,
            ObjectProvider<RowListener> listeners,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions) {
        this.views = views;
        this.events = events;
        this.deadLetters = deadLetters;
        this.listeners = listeners.orderedStream().toList();
        this.nested = new TransactionTemplate(transactions);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        views.all().forEach(view -> tables.put(view.name(), new ViewTable<>(jdbc, view)));
    }

    Collection<ViewTable<?>> tables() {
        return tables.values();
    }

    void project(List<RecordedEvent> batch) {
        for (var view : views.all()) {
            project(view, batch);
        }
    }

    private <E extends DomainEvent, R extends Record> void project(
            View<E, R> view, List<RecordedEvent> batch) {
        var own = batch.stream().filter(event -> view.events().isInstance(event.event())).toList();
        if (own.isEmpty()) {
            return;
        }
        var keys = new LinkedHashSet<String>();
        own.forEach(event -> keys.add(keyOf(view, event)));
        var parked = deadLetters.parked(view.name(), keys);
        project(view, own, keys, parked);
    }

    /** All rows at once; if the database refuses some value of them, row by row, to find which. */
    private <E extends DomainEvent, R extends Record> void project(
            View<E, R> view, List<RecordedEvent> own, Set<String> keys, Set<String> parked) {
        try {
            nested.executeWithoutResult(_ -> foldAndWrite(view, own, keys, parked));
        } catch (DataIntegrityViolationException refused) {
            if (keys.size() == 1) {
                own.forEach(
                        event ->
                                deadLetters.park(
                                        view.name(),
                                        keyOf(view, event),
                                        event,
                                        String.valueOf(refused.getMessage())));
                return;
            }
            for (var key : keys) {
                var ofKey = own.stream().filter(event -> keyOf(view, event).equals(key)).toList();
                project(view, ofKey, Set.of(key), parked);
            }
        }
    }

    private <E extends DomainEvent, R extends Record> void foldAndWrite(
            View<E, R> view, List<RecordedEvent> own, Set<String> keys, Set<String> parkedBefore) {
        var table = table(view);
        var fold = new ViewFold<>(view, table.load(keys));
        var parked = new HashSet<>(parkedBefore);
        for (var event : own) {
            var key = keyOf(view, event);
            if (parked.contains(key)) {
                deadLetters.park(view.name(), key, event, "waits behind an earlier event");
                continue;
            }
            try {
                fold.fold(event);
            } catch (RuntimeException poison) {
                parked.add(key);
                deadLetters.park(view.name(), key, event, poison.toString());
            }
        }
        write(table, view, fold, own.getLast().position());
    }

    private <E extends DomainEvent, R extends Record> void write(
            ViewTable<R> table, View<E, R> view, ViewFold<E, R> fold, long position) {
        if (fold.isEmpty()) {
            return;
        }
        table.upsert(fold.changed());
        table.delete(fold.deleted());
        table.close(table.known(), fold.endsOfKnown());
        table.append(table.known(), fold.known());
        table.close(table.effective(), fold.endsOfEffective());
        table.append(table.effective(), fold.effective());
        rewriteBusinessPast(table, fold);
        listeners.forEach(listener -> listener.changed(view, fold.keys(), position));
    }

    private <E extends DomainEvent, R extends Record> void rewriteBusinessPast(
            ViewTable<R> table, ViewFold<E, R> fold) {
        var spans = new ArrayList<Span<R>>();
        for (var kept : fold.changed()) {
            if (fold.reordered().contains(kept.id())) {
                var stream =
                        events.ofStream(kept.streamId(), kept.organizationId()).stream()
                                .filter(event -> event.version() <= kept.version())
                                .toList();
                spans.addAll(fold.inBusinessOrder(kept.id(), stream));
            }
        }
        table.deleteFrom(table.effective(), fold.reordered());
        table.append(table.effective(), spans);
    }

    /**
     * Tries what is parked for one row again, in order, and frees the row if all of it goes in.
     *
     * @return whether it did; if not, everything stays parked
     */
    public boolean retry(String viewName, String key) {
        var view = views.named(viewName);
        return view != null
                && Boolean.TRUE.equals(
                        nested.execute(
                                transaction -> {
                                    if (!retry(view, key)) {
                                        transaction.setRollbackOnly();
                                        return false;
                                    }
                                    return true;
                                }));
    }

    private <E extends DomainEvent, R extends Record> boolean retry(View<E, R> view, String key) {
        var table = table(view);
        var fold = new ViewFold<>(view, table.load(Set.of(key)));
        var waiting = deadLetters.waiting(view.name(), key);
        try {
            for (var position : waiting) {
                fold.fold(events.after(position - 1, 1).getFirst());
            }
            if (!waiting.isEmpty()) {
                write(table, view, fold, waiting.getLast());
            }
        } catch (RuntimeException stillPoison) {
            return false;
        }
        deadLetters.release(view.name(), key);
        return true;
    }

    private static <E extends DomainEvent> String keyOf(View<E, ?> view, RecordedEvent event) {
        return view.key(view.events().cast(event.event()));
    }

    @SuppressWarnings("unchecked") // each view has the table of its own rows
    private <R extends Record> ViewTable<R> table(View<?, R> view) {
        return (ViewTable<R>) Objects.requireNonNull(tables.get(view.name()));
    }
}
