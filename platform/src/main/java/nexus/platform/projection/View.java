package nexus.platform.projection;

import java.util.List;
import nexus.api.DomainEvent;
import org.jspecify.annotations.Nullable;

/**
 * What readers see of one family of events: a row for each stream, folded from its events.
 *
 * <p>The row is a record and its table is the record's columns; the first component is named {@code
 * id} and is the key. Everything else, once for all views, is the mechanism's: it loads the rows of
 * a batch, folds, writes them set by set with the position they stand for, keeps their past by
 * recorded and by business time, and tells whoever indexes them.
 */
public interface View<E extends DomainEvent, R extends Record> {

    /** The name of the table. */
    String name();

    Class<E> events();

    Class<R> rows();

    /** The columns to index, besides the key: {@code "pipeline_id, stage_id"}. The tenant leads. */
    default List<String> indexes() {
        return List.of();
    }

    /** Bump when {@link #evolve} folds differently, so that the rows are made again. */
    default int revision() {
        return 1;
    }

    /** Which row an event is about. All events about a row come from one stream. */
    default String key(E event) {
        return event.streamId();
    }

    /**
     * The row after the event; null for none. Pure and total: any event may meet any row, or none,
     * as the rare one that arrives out of business order is folded in that order.
     */
    @Nullable R evolve(@Nullable R row, E event, Occurrence at);
}
