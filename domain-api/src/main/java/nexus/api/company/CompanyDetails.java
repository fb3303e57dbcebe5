package nexus.api.company;

import java.util.Map;
import nexus.api.Money;
import org.jspecify.annotations.Nullable;

/**
 * What is written about a company.
 *
 * @param employees how many people work there
 * @param revenue of a year
 * @param parentId the company it belongs to
 */
public record CompanyDetails(
        String name,
        @Nullable String sector,
        @Nullable Integer employees,
        @Nullable Money revenue,
        @Nullable String location,
        @Nullable CompanyId parentId,
        Map<String, Object> customFields) {

    public CompanyDetails {
        customFields = customFields == null ? Map.of() : customFields;
    }
}
