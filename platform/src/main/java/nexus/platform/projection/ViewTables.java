package nexus.platform.projection;

import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Sees to it that the tables of the views have the shape that the views have now. */
@Component
class ViewTables {

    private static final Logger log = LoggerFactory.getLogger(ViewTables.class);

    private final JdbcClient db;
    private final ViewProjector projector;
    private final ProjectionPositions positions;
    private final TransactionTemplate transactions;

    ViewTables(
            JdbcClient db,
            ViewProjector projector,
            ProjectionPositions positions,
            TransactionTemplate transactions) {
        this.db = db;
        this.projector = projector;
        this.positions = positions;
        this.transactions = transactions;
    }

    /** If any view changed its shape, all are emptied and read the stream from its beginning. */
    void prepare() {
        transactions.executeWithoutResult(
                _ -> {
                    db.sql("select pg_advisory_xact_lock(hashtext('nexus.views'))")
                            .query((_, _) -> 0)
                            .single();
                    if (!shapesStored().equals(shapesNow())) {
                        recreate();
                    }
                });
    }

    private Map<String, String> shapesStored() {
        return db
                .sql("select view, shape from view_shape")
                .query((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Map<String, String> shapesNow() {
        return projector.tables().stream()
                .collect(Collectors.toMap(ViewTable::name, ViewTable::shape));
    }

    private void recreate() {
        log.info("Views are new or have changed: they are made again from the event stream");
        projector.tables().forEach(ViewTable::recreate);
        db.sql("delete from dead_letter").update();
        db.sql("delete from processor_token where processor_name = :name")
                .param("name", ProjectionProcessor.NAME)
                .update();
        db.sql("delete from projection_position where processor = :name")
                .param("name", ProjectionProcessor.NAME)
                .update();
        db.sql("delete from view_shape").update();
        shapesNow()
                .forEach(
                        (view, shape) ->
                                db.sql(
                                                "insert into view_shape (view, shape) values (:view, :shape)")
                                        .param("view", view)
                                        .param("shape", shape)
                                        .update());
        positions.forget();
    }
}
