package nexus.query.search;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import nexus.platform.projection.Views;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes rows of views as the projection does: with their marks, in one transaction. */
final class Records {

    private static final AtomicLong POSITION = new AtomicLong(1);

    private final JdbcClient db;
    private final TransactionTemplate transactions;
    private final SearchPending pending;
    private final Views views;

    Records(JdbcClient db, TransactionTemplate transactions, SearchPending pending, Views views) {
        this.db = db;
        this.transactions = transactions;
        this.pending = pending;
        this.views = views;
    }

    /** The position of the last change. */
    long position() {
        return POSITION.get();
    }

    /** Makes a row, or changes one. Values are in the textual form of their columns. */
    void put(String view, String organization, String id, Map<String, String> values) {
        var columns = new StringBuilder();
        var literals = new StringBuilder();
        var updates = new StringBuilder();
        values.forEach(
                (column, value) -> {
                    columns.append(", ").append(column);
                    literals.append(", '").append(value.replace("'", "''")).append("'");
                    updates.append(", %1$s = excluded.%1$s".formatted(column));
                });
        transactions.executeWithoutResult(
                _ -> {
                    db.sql(
                                    """
                                    insert into %1$s as r (id, organization_id, stream_id, version,
                                      created_at, updated_at, effective_from, reordered%2$s)
                                    values ('%3$s', '%4$s', '%3$s', 1, now(), now(), now(), false%5$s)
                                    on conflict (id) do update
                                      set version = r.version + 1, updated_at = now()%6$s"""
                                            .formatted(
                                                    view,
                                                    columns,
                                                    id,
                                                    organization,
                                                    literals,
                                                    updates))
                            .update();
                    mark(view, List.of(id));
                });
    }

    void mark(String view, List<String> ids) {
        pending.changed(Objects.requireNonNull(views.named(view)), ids, POSITION.incrementAndGet());
    }
}
