package nexus.query.contact;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import nexus.api.company.CompanyId;
import nexus.api.contact.Channel;
import nexus.api.contact.ContactId;
import nexus.api.contact.LifecycleStage;
import nexus.query.contact.ContactRow.Consent;
import org.jspecify.annotations.Nullable;

/** A contact as it is answered, alone and in lists. */
record ContactAnswer(
        ContactId id,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String email,
        @Nullable String phone,
        @Nullable CompanyId companyId,
        @Nullable String companyName,
        @Nullable String jobTitle,
        List<String> tags,
        @Nullable String source,
        LifecycleStage lifecycleStage,
        Map<String, Object> customFields,
        Map<Channel, Consent> consents,
        long version,
        Instant createdAt,
        Instant updatedAt,
        boolean archived) {

    static final String SELECT = "r.*, c.name as company_name";

    static final String JOINS = " left join {lookup:companies} c on c.id = r.company_id";
}
