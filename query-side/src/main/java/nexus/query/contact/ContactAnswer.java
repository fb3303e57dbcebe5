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
        @Nullable Instant lastContactedAt,
        long version,
        Instant createdAt,
        Instant updatedAt,
        boolean archived) {

    static final String SELECT = "r.*, c.name as company_name, l.last_contacted_at";

    /** The company; and when the contact was last spoken or written to, as activities tell. */
    static final String JOINS =
            """

            left join {lookup:companies} c on c.id = r.company_id
             left join lateral (
               select a.completed_at as last_contacted_at from {activities} a
               where a.contact_id = r.id and a.status = 'COMPLETED' and not a.archived
                 and a.type in ('CALL', 'EMAIL', 'MEETING')
               order by a.happened_at desc limit 1) l on true""";
}
