package nexus.api.deal;

import java.util.Map;
import nexus.api.company.CompanyId;
import nexus.api.contact.ContactId;
import org.jspecify.annotations.Nullable;

/** What is written about a deal besides its value and its place in the pipeline. */
public record DealDetails(
        String name,
        @Nullable ContactId contactId,
        @Nullable CompanyId companyId,
        @Nullable String source,
        Map<String, Object> customFields) {

    public DealDetails {
        customFields = customFields == null ? Map.of() : customFields;
    }
}
