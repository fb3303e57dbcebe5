package nexus.query.transfer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import nexus.api.transfer.RowError;
import nexus.platform.projection.Columns;
import nexus.platform.query.ListRequest;
import nexus.platform.query.Listing;
import nexus.platform.query.Listing.Filter;
import nexus.platform.query.Listing.Type;
import nexus.platform.query.Moment;
import nexus.platform.query.Page;
import nexus.platform.query.ReadModel;
import nexus.platform.web.Refused;
import nexus.query.transfer.ImportErrors.ErrorsRow;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/imports")
class ImportQueryController {

    /** More would be no help: the same thing is wrong with most of them. */
    private static final int MOST_ERRORS = 1000;

    /** An import with the first of its errors. */
    record Answer(
            String id,
            ImportRow.Status status,
            int total,
            int processed,
            int created,
            int skipped,
            int failed,
            List<RowError> errors,
            Instant startedAt,
            @Nullable Instant finishedAt,
            boolean dryRun,
            String resource,
            String fileName,
            String encoding,
            @Nullable String reason,
            List<String> kept) {

        static Answer of(ImportRow row, List<RowError> errors) {
            return new Answer(
                    row.id(),
                    row.status(),
                    row.total(),
                    row.processed(),
                    row.created(),
                    row.skipped(),
                    row.failed(),
                    errors,
                    row.startedAt(),
                    row.finishedAt(),
                    row.dryRun(),
                    row.resource(),
                    row.fileName(),
                    row.encoding(),
                    row.reason(),
                    row.kept());
        }
    }

    private static final Listing<ImportRow> LIST =
            new Listing<>(
                    ImportRow.class,
                    "r.*",
                    "{imports} r",
                    "",
                    Map.of(
                            "status", new Filter("r.status", Type.TEXT),
                            "resource", new Filter("r.resource", Type.TEXT),
                            "dryRun", new Filter("r.dry_run", Type.BOOLEAN)),
                    Map.of("startedAt", "r.started_at"),
                    "-startedAt");

    private final ReadModel model;

    ImportQueryController(ReadModel model) {
        this.model = model;
    }

    @GetMapping
    Page<ImportRow> list(Moment moment, ListRequest request) {
        return LIST.page(model, moment, request);
    }

    @GetMapping("/{id}")
    Answer one(Moment moment, @PathVariable String id) {
        return model.sql(moment, "select * from {imports} where id = :id")
                .param("id", id)
                .query(Columns.of(ImportRow.class).reader())
                .optional()
                .map(row -> Answer.of(row, errors(moment, id)))
                .orElseThrow(() -> Refused.notFound(id));
    }

    private List<RowError> errors(Moment moment, String id) {
        return model
                .sql(
                        moment,
                        """
                        select * from {import_errors} where import_id = :id
                        order by after limit :most""")
                .param("id", id)
                .param("most", MOST_ERRORS) // every row has one error at least
                .query(Columns.of(ErrorsRow.class).reader())
                .list()
                .stream()
                .flatMap(row -> row.errors().stream())
                .limit(MOST_ERRORS)
                .toList();
    }
}
