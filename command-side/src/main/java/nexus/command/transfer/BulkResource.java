package nexus.command.transfer;

import java.util.Set;
import nexus.api.Resource;

/** The records that can be changed many at a time, as their addresses call them. */
enum BulkResource {
    deals(
            Resource.DEALS,
            "deal",
            Set.of("ownerId", "stageId", "expectedCloseDate", "source", "companyId")),
    contacts(
            Resource.CONTACTS,
            "contact",
            Set.of("lifecycleStage", "companyId", "source", "addTags", "removeTags")),
    companies(Resource.COMPANIES, "company", Set.of("sector")),
    projects(Resource.PROJECTS, "project", Set.of("priority", "responsibleId"));

    private final Resource resource;
    private final String prefix;
    private final Set<String> fields;

    BulkResource(Resource resource, String prefix, Set<String> fields) {
        this.resource = resource;
        this.prefix = prefix;
        this.fields = fields;
    }

    Resource resource() {
        return resource;
    }

    boolean has(String field) {
        return field.equals("archived") || fields.contains(field);
    }

    /** What the ids of such records begin with. */
    String prefix() {
        return prefix;
    }
}
