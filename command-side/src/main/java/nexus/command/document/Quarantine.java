package nexus.command.document;

import java.util.List;
import java.util.Optional;
import nexus.api.document.BlobId;
import nexus.api.document.DocumentId;
import nexus.api.identity.OrganizationId;
import nexus.platform.blob.BlobKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What has been uploaded and has still to be looked at. */
@Component
class Quarantine {

    private static final int LONGEST_ERROR = 500;

    /** Something in quarantine. */
    record Suspect(
            BlobId blob,
            DocumentId documentId,
            OrganizationId organizationId,
            String correlationId,
            int attempts) {

        BlobKey key() {
            return new BlobKey(organizationId.value(), blob.value());
        }
    }

    /** How much there is, and why the last of it that could not be looked at could not. */
    record Backlog(long waiting, Optional<String> error) {}

    private final JdbcClient db;

    Quarantine(JdbcClient db) {
        this.db = db;
    }

    void add(Suspect suspect) {
        db.sql(
                        """
                        insert into document_check
                          (blob_id, document_id, organization_id, correlation_id)
                        values (:blob, :document, :organization, :correlation)
                        on conflict (blob_id) do nothing""")
                .param("blob", suspect.blob().value())
                .param("document", suspect.documentId().value())
                .param("organization", suspect.organizationId().value())
                .param("correlation", suspect.correlationId())
                .update();
    }

    /** Those that can be looked at now, oldest first. */
    List<String> due(int atMost) {
        return db.sql(
                        """
                        select blob_id from document_check where not_before <= now()
                        order by not_before limit :most""")
                .param("most", atMost)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /** The one with these bytes, unless somebody has let it go. */
    Optional<Suspect> find(String blob) {
        return db.sql(
                        """
                        select blob_id, document_id, organization_id, correlation_id, attempts
                        from document_check where blob_id = :blob""")
                .param("blob", blob)
                .query(
                        (row, _) ->
                                new Suspect(
                                        new BlobId(row.getString(1)),
                                        new DocumentId(row.getString(2)),
                                        new OrganizationId(row.getString(3)),
                                        row.getString(4),
                                        row.getInt(5)))
                .optional();
    }

    void letGo(BlobId blob) {
        db.sql("delete from document_check where blob_id = :blob")
                .param("blob", blob.value())
                .update();
    }

    /** Keeps it, to be looked at again after a while that grows up to a minute. */
    void postpone(BlobId blob, String why) {
        db.sql(
                        """
                        update document_check
                        set attempts = attempts + 1, error = :why,
                            not_before = now() + least(60, 2 ^ least(attempts, 10)) * interval '1 second'
                        where blob_id = :blob""")
                .param("blob", blob.value())
                .param("why", why.substring(0, Math.min(LONGEST_ERROR, why.length())))
                .update();
    }

    /** Keeps it until somebody says that its document is back. */
    void suspend(DocumentId document) {
        db.sql(
                        """
                        update document_check set not_before = 'infinity'
                        where document_id = :document""")
                .param("document", document.value())
                .update();
    }

    void resume(DocumentId document) {
        db.sql(
                        """
                        update document_check set not_before = now()
                        where document_id = :document and not_before = 'infinity'""")
                .param("document", document.value())
                .update();
    }

    Backlog backlog() {
        return db.sql(
                        """
                        select count(*),
                          (select error from document_check
                           where error is not null and not_before < 'infinity'
                           order by not_before desc limit 1)
                        from document_check where not_before < 'infinity'""")
                .query(
                        (row, _) ->
                                new Backlog(row.getLong(1), Optional.ofNullable(row.getString(2))))
                .single();
    }
}
