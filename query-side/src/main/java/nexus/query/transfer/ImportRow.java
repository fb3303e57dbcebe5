package nexus.query.transfer;

import java.time.Instant;
import java.util.List;
import nexus.api.transfer.ImportCounts;
import nexus.api.transfer.ImportEvent.ImportStarted;
import nexus.api.transfer.ImportSource;
import org.jspecify.annotations.Nullable;

/**
 * An import as lists read it.
 *
 * @param reason why it failed
 * @param kept records that an undo left, as they are in use elsewhere
 */
record ImportRow(
        String id,
        Status status,
        boolean dryRun,
        String resource,
        String fileName,
        String encoding,
        int total,
        int processed,
        int created,
        int skipped,
        int failed,
        @Nullable String reason,
        List<String> kept,
        Instant startedAt,
        @Nullable Instant finishedAt) {

    /** How an import stands. One that is being undone is running, too. */
    enum Status {
        RUNNING,
        COMPLETED,
        FAILED,
        UNDONE
    }

    static ImportRow of(ImportStarted started, Instant at) {
        ImportSource source = started.source();
        return new ImportRow(
                started.importId().value(),
                Status.RUNNING,
                started.dryRun(),
                started.mapping().resource(),
                source.fileName(),
                source.encoding(),
                source.rows(),
                0,
                0,
                0,
                0,
                null,
                List.of(),
                at,
                null);
    }

    ImportRow plus(ImportCounts counts) {
        return new ImportRow(
                id,
                status,
                dryRun,
                resource,
                fileName,
                encoding,
                total,
                processed + counts.processed(),
                created + counts.created(),
                skipped + counts.skipped(),
                failed + counts.failed(),
                reason,
                kept,
                startedAt,
                finishedAt);
    }

    ImportRow as(
            Status now, @Nullable String because, List<String> left, @Nullable Instant finished) {
        return new ImportRow(
                id, now, dryRun, resource, fileName, encoding, total, processed, created, skipped,
                failed, because, left, startedAt, finished);
    }
}
