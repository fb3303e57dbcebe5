package nexus.platform.projection;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import nexus.api.DomainEvent;
import nexus.platform.eventstore.EventLog;
import nexus.platform.projection.Projection.OnPoison;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the {@link Projection}s of this node, and tries again what they had to park. */
@Component
public class ViewProjector {

    /** Who moves all views that are in use. */
    static final String VIEWS = "views";

    private final Generations generations;
    private final EventLog events;
    private final DeadLetters deadLetters;
    private final Tokens tokens;
    private final List<RowListener> listeners;
    private final TransactionTemplate nested;
    private final JdbcTemplate jdbc;
    private final int cachedRows;

    ViewProjector(
            Generations generations,
            EventLog events,
            DeadLetters deadLetters,
            Tokens tokens,
            ObjectProvider<RowListener> listeners,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            @Value("${nexus.projections.cached-rows:4000}") int cachedRows) {
        this.generations = generations;
        this.events = events;
        this.deadLetters = deadLetters;
        this.tokens = tokens;
        this.listeners = listeners.orderedStream().toList();
        this.jdbc = jdbc;
        this.cachedRows = cachedRows;
        this.nested = new TransactionTemplate(transactions);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** Into the tables in use, as one of so many segments. */
    Projection live(int segments) {
        return new Projection(
                generations.live(),
                events,
                deadLetters,
                listeners,
                OnPoison.PARK,
                true,
                cachedRows,
                nested,
                segments == 1 ? () -> {} : this::queue);
    }

    /** Into tables that are not in use; nobody is told of their rows. */
    Projection beside(Collection<ViewTable<?, ?>> tables, OnPoison onPoison) {
        return new Projection(
                tables,
                events,
                deadLetters,
                List.of(),
                onPoison,
                false,
                cachedRows,
                nested,
                () -> {});
    }

    /** Tells whoever wants to know that rows are other ones than before. */
    void tell(View<?, ?> view, Collection<String> keys, long position) {
        listeners.forEach(listener -> listener.changed(view, keys, position));
    }

    /**
     * Segments fold side by side but write one after the other: who is told of a row looks at rows
     * of other segments too, and must not miss what one of them is about to commit.
     */
    private void queue() {
        jdbc.query("select pg_advisory_xact_lock(hashtext('nexus.views.write'))", _ -> {});
    }

    /**
     * Tries what is parked for one row again, in order, and frees the row if all of it goes in.
     *
     * @return whether it did; if not, everything stays parked
     */
    public boolean retry(String viewName, String key) {
        return Boolean.TRUE.equals(
                nested.execute(
                        transaction -> {
                            tokens.hold(VIEWS);
                            var table =
                                    generations.live().stream()
                                            .filter(live -> live.view().name().equals(viewName))
                                            .findFirst();
                            if (table.isEmpty() || !retry(table.get(), key)) {
                                transaction.setRollbackOnly();
                                return false;
                            }
                            tokens.layoutChanged(VIEWS); // rows are not as others remember them
                            return true;
                        }));
    }

    /**
     * Does without one parked event for good, and tries what waits behind it: if that does not go
     * in either, it stays parked.
     */
    public void skip(String viewName, String key, long position) {
        nested.executeWithoutResult(
                _ -> {
                    tokens.hold(VIEWS);
                    deadLetters.discard(viewName, key, position);
                    retry(viewName, key);
                });
    }

    private <E extends DomainEvent, R extends Record> boolean retry(
            ViewTable<E, R> table, String key) {
        var view = table.view();
        var fold = new ViewFold<>(view, table.load(Set.of(key)));
        var waiting = deadLetters.waiting(view.name(), key);
        try {
            for (var position : waiting) {
                fold.fold(events.after(position - 1, 1).getFirst());
            }
            if (!waiting.isEmpty()) {
                live(1).write(table, fold, waiting.getLast());
            }
        } catch (RuntimeException stillPoison) {
            return false;
        }
        deadLetters.release(view.name(), key);
        return true;
    }
}
