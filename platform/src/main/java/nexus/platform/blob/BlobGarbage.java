package nexus.platform.blob;

import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The bytes that are to be deleted: those that were put aside for a record that never came to be,
 * and those that nobody is to read any more.
 *
 * <p>Bytes are named here before they are put into the store, and struck off in the transaction
 * that makes them part of a record. So whatever crashes in between leaves nothing behind, and
 * nothing is ever deleted because somebody did not find it mentioned.
 */
@Component
public class BlobGarbage {

    private static final Logger log = LoggerFactory.getLogger(BlobGarbage.class);

    /** Longer than putting bytes away and telling of them can ever take. */
    private static final Duration UNTIL_LEFT_FOR_DEAD = Duration.ofHours(1);

    private final JdbcClient db;
    private final BlobStore blobs;
    private final TransactionTemplate transaction;

    BlobGarbage(JdbcClient db, BlobStore blobs, PlatformTransactionManager transactions) {
        this.db = db;
        this.blobs = blobs;
        this.transaction = new TransactionTemplate(transactions);
    }

    private record Due(BlobKey key) {}

    /** Says that bytes are about to be put there, to be deleted unless they are {@link #keep}ed. */
    public void announce(BlobKey key) {
        db.sql(
                        """
                        insert into blob_garbage (blob_id, organization_id, due_at)
                        values (:blob, :organization, now() + make_interval(secs => :seconds))""")
                .param("blob", key.blobId())
                .param("organization", key.organizationId())
                .param("seconds", UNTIL_LEFT_FOR_DEAD.toSeconds())
                .update();
    }

    /** Makes announced bytes part of what the transaction at hand stores. */
    public void keep(BlobKey key) {
        var struck =
                db.sql("delete from blob_garbage where blob_id = :blob")
                        .param("blob", key.blobId())
                        .update();
        if (struck == 0) {
            throw new IllegalStateException(key + " was announced too long ago");
        }
    }

    /** Announced bytes go at once, unless they were kept. */
    public void discard(BlobKey key) {
        var notKept =
                db.sql("update blob_garbage set due_at = now() where blob_id = :blob")
                        .param("blob", key.blobId())
                        .update();
        if (notKept > 0) {
            collect();
        }
    }

    /** Bytes that were kept go, once the transaction at hand has said why. */
    public void add(BlobKey key) {
        db.sql(
                        """
                        insert into blob_garbage (blob_id, organization_id, due_at)
                        values (:blob, :organization, now()) on conflict do nothing""")
                .param("blob", key.blobId())
                .param("organization", key.organizationId())
                .update();
    }

    /** Deletes what is due. */
    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT10S")
    public void collect() {
        try {
            while (Boolean.TRUE.equals(transaction.execute(_ -> collectOne()))) {
                // one at a time, so that nobody waits long for a row
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn("What is to be deleted stays for now: {}", e.getMessage());
        }
    }

    private boolean collectOne() {
        var due =
                db.sql(
                                """
                                delete from blob_garbage where blob_id = (
                                  select blob_id from blob_garbage where due_at <= now()
                                  order by due_at limit 1 for update skip locked)
                                returning organization_id, blob_id""")
                        .query((row, _) -> new Due(new BlobKey(row.getString(1), row.getString(2))))
                        .optional();
        due.ifPresent(this::delete);
        return due.isPresent();
    }

    private void delete(Due due) {
        try {
            blobs.delete(due.key());
        } catch (IOException e) {
            log.warn("{} could not be deleted: {}", due.key(), e.getMessage());
            db.sql(
                            """
                            insert into blob_garbage (blob_id, organization_id, due_at)
                            values (:blob, :organization, now() + interval '10 minutes')""")
                    .param("blob", due.key().blobId())
                    .param("organization", due.key().organizationId())
                    .update();
        }
    }
}
