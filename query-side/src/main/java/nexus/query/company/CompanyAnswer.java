package nexus.query.company;

import java.time.Instant;
import java.util.Map;
import nexus.api.Money;
import nexus.api.company.CompanyId;
import org.jspecify.annotations.Nullable;

/** A company as it is answered, alone and in lists. */
record CompanyAnswer(
        CompanyId id,
        String name,
        @Nullable String sector,
        @Nullable Integer employees,
        @Nullable Money revenue,
        @Nullable String location,
        @Nullable CompanyId parentId,
        Map<String, Object> customFields,
        long version,
        Instant createdAt,
        Instant updatedAt,
        boolean archived) {}
