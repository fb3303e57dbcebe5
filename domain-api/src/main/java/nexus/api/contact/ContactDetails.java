package nexus.api.contact;

import java.util.List;
import java.util.Map;
import nexus.api.Personal;
import nexus.api.company.CompanyId;
import org.jspecify.annotations.Nullable;

/**
 * What is written about a contact.
 *
 * @param tags each once
 * @param source where the contact came from
 */
public record ContactDetails(
        @Personal @Nullable String firstName,
        @Personal @Nullable String lastName,
        @Personal @Nullable String email,
        @Personal @Nullable String phone,
        @Nullable CompanyId companyId,
        @Nullable String jobTitle,
        List<String> tags,
        @Nullable String source,
        Map<String, Object> customFields) {

    public static final int MOST_TAGS = 50;

    public ContactDetails {
        tags = tags == null ? List.of() : tags.stream().distinct().toList();
        customFields = customFields == null ? Map.of() : customFields;
    }

    /** The same with other tags. */
    public ContactDetails tagged(List<String> others) {
        return new ContactDetails(
                firstName,
                lastName,
                email,
                phone,
                companyId,
                jobTitle,
                others,
                source,
                customFields);
    }
}
