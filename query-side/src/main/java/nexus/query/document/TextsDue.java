package nexus.query.document;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nexus.api.document.DocumentId;
import nexus.platform.blob.BlobKey;
import nexus.platform.projection.RowListener;
import nexus.platform.projection.View;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The documents whose text has still to be read: those that readers are given, that may have any,
 * and that nobody has read yet. To build views again makes nobody read them again.
 */
@Component
class TextsDue implements RowListener {

    /** A document to be read. */
    record Unread(BlobKey key, DocumentId documentId, int attempts) {}

    private final JdbcClient db;

    TextsDue(JdbcClient db) {
        this.db = db;
    }

    @Override
    public void changed(View<?, ?> view, Collection<String> keys, long position) {
        if (view.name().equals(Documents.NAME)) {
            db.sql(
                            """
                            insert into document_text_due (blob_id, document_id, organization_id)
                            select r.served_blob, r.id, r.organization_id from documents r
                            where r.id = any(:ids) and r.served_blob is not null
                              and r.content_type !~ '^(image|video)/|/zip$'
                              and not exists (select from document_text t
                                              where t.blob_id = r.served_blob)
                            on conflict (blob_id) do nothing""")
                    .param("ids", keys.toArray(String[]::new))
                    .update();
        }
    }

    List<String> due(int atMost) {
        return db.sql(
                        """
                        select blob_id from document_text_due where not_before <= now()
                        order by not_before limit :most""")
                .param("most", atMost)
                .query((row, _) -> row.getString(1))
                .list();
    }

    Optional<Unread> find(String blob) {
        return db.sql(
                        """
                        select organization_id, blob_id, document_id, attempts
                        from document_text_due where blob_id = :blob""")
                .param("blob", blob)
                .query(
                        (row, _) ->
                                new Unread(
                                        new BlobKey(row.getString(1), row.getString(2)),
                                        new DocumentId(row.getString(3)),
                                        row.getInt(4)))
                .optional();
    }

    /** Counts the attempt before it is made, as it may be the end of this process. */
    void begin(Unread unread) {
        db.sql(
                        """
                        update document_text_due
                        set attempts = attempts + 1, not_before = now() + interval '1 minute'
                        where blob_id = :blob""")
                .param("blob", unread.key().blobId())
                .update();
    }

    /** Keeps what was read in place of what was read of earlier versions. */
    void done(Unread unread, ReadText read) {
        db.sql("delete from document_text_due where blob_id = :blob")
                .param("blob", unread.key().blobId())
                .update();
        db.sql("delete from document_text where document_id = :document")
                .param("document", unread.documentId().value())
                .update();
        db.sql(
                        """
                        insert into document_text
                          (blob_id, document_id, organization_id, outcome, text)
                        values (:blob, :document, :organization, :outcome, :text)""")
                .param("blob", unread.key().blobId())
                .param("document", unread.documentId().value())
                .param("organization", unread.key().organizationId())
                .param("outcome", read.outcome().toString())
                .param("text", read.text())
                .update();
    }
}
