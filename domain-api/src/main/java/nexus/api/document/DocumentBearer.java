package nexus.api.document;

import java.util.Optional;
import java.util.stream.Stream;
import nexus.api.Resource;
import nexus.api.campaign.CampaignId;
import nexus.api.company.CompanyId;
import nexus.api.contact.ContactId;
import nexus.api.deal.DealId;
import nexus.api.project.ProjectId;

/**
 * A kind of record that documents belong to. Whoever is to have to do with a document must be
 * allowed to see its record.
 */
public enum DocumentBearer {
    CONTACT(ContactId.PREFIX, Resource.CONTACTS),
    COMPANY(CompanyId.PREFIX, Resource.COMPANIES),
    DEAL(DealId.PREFIX, Resource.DEALS),
    PROJECT(ProjectId.PREFIX, Resource.PROJECTS),
    CAMPAIGN(CampaignId.PREFIX, Resource.CAMPAIGNS);

    private final String prefix;
    private final Resource resource;

    DocumentBearer(String prefix, Resource resource) {
        this.prefix = prefix;
        this.resource = resource;
    }

    /** The kind of a record by its id, if documents can belong to it. */
    public static Optional<DocumentBearer> of(String recordId) {
        return Stream.of(values())
                .filter(kind -> recordId.startsWith(kind.prefix + "-"))
                .findFirst();
    }

    /** What its ids begin with. */
    public String prefix() {
        return prefix;
    }

    /** What its permissions are given on. */
    public Resource resource() {
        return resource;
    }
}
