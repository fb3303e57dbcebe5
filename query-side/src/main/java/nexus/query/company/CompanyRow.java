package nexus.query.company;

import java.util.Map;
import nexus.api.Money;
import nexus.api.company.CompanyDetails;
import nexus.api.company.CompanyId;
import org.jspecify.annotations.Nullable;

/** A company as lists and joins read it. */
record CompanyRow(
        CompanyId id,
        String name,
        @Nullable String sector,
        @Nullable Integer employees,
        @Nullable Money revenue,
        @Nullable String location,
        @Nullable CompanyId parentId,
        Map<String, Object> customFields,
        boolean archived) {

    static CompanyRow of(CompanyId id, CompanyDetails details) {
        return of(id, details, false);
    }

    CompanyRow with(CompanyDetails details) {
        return of(id, details, archived);
    }

    CompanyRow archived(boolean now) {
        return new CompanyRow(
                id, name, sector, employees, revenue, location, parentId, customFields, now);
    }

    private static CompanyRow of(CompanyId id, CompanyDetails details, boolean archived) {
        return new CompanyRow(
                id,
                details.name(),
                details.sector(),
                details.employees(),
                details.revenue(),
                details.location(),
                details.parentId(),
                details.customFields(),
                archived);
    }
}
