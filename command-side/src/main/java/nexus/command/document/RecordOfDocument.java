package nexus.command.document;

import nexus.api.Action;
import nexus.api.RecordRejection.UnknownReference;
import nexus.api.document.DocumentBearer;
import nexus.platform.NewId;
import nexus.platform.security.Actor;
import nexus.platform.security.Permissions;
import nexus.platform.web.References;
import nexus.platform.web.Refused;
import org.springframework.security.access.AccessDeniedException;

/** The records that documents belong to. */
final class RecordOfDocument {

    private RecordOfDocument() {}

    /**
     * Sees to it that there is such a record, and that the asker may see it.
     *
     * @throws Refused if there is none that the asker may know of
     * @throws AccessDeniedException if the asker may not see records of its kind
     */
    static void check(Actor asker, String recordId, References references) {
        var bearer =
                DocumentBearer.of(recordId)
                        .filter(kind -> NewId.isOne(kind.prefix(), recordId))
                        .orElseThrow(
                                () -> new Refused(new UnknownReference("meta.recordId", recordId)));
        Permissions.require(asker, Action.READ, bearer.resource());
        references.check("meta.recordId", () -> recordId);
    }
}
