package nexus.command.document;

import java.util.Set;
import nexus.api.RecordRejection.UnknownReference;
import nexus.api.campaign.CampaignId;
import nexus.api.company.CompanyId;
import nexus.api.contact.ContactId;
import nexus.api.deal.DealId;
import nexus.api.project.ProjectId;
import nexus.platform.NewId;
import nexus.platform.web.References;
import nexus.platform.web.Refused;

/** The records that documents belong to. */
final class RecordOfDocument {

    private static final Set<String> KINDS =
            Set.of(
                    ContactId.PREFIX,
                    CompanyId.PREFIX,
                    DealId.PREFIX,
                    ProjectId.PREFIX,
                    CampaignId.PREFIX);

    private RecordOfDocument() {}

    /**
     * Sees to it that there is such a record.
     *
     * @throws Refused if there is none that the asker may know of
     */
    static void check(String recordId, References references) {
        if (KINDS.stream().noneMatch(kind -> NewId.isOne(kind, recordId))) {
            throw new Refused(new UnknownReference("meta.recordId", recordId));
        }
        references.check("meta.recordId", () -> recordId);
    }
}
