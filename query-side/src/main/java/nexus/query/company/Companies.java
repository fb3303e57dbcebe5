package nexus.query.company;

import java.util.List;
import nexus.api.company.CompanyEvent;
import nexus.api.company.CompanyEvent.CompanyArchived;
import nexus.api.company.CompanyEvent.CompanyCreated;
import nexus.api.company.CompanyEvent.CompanyDetailsChanged;
import nexus.api.company.CompanyEvent.CompanyRestored;
import nexus.platform.projection.Occurrence;
import nexus.platform.projection.View;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One row per company. */
@Component
final class Companies implements View<CompanyEvent, CompanyRow> {

    @Override
    public String name() {
        return "companies";
    }

    @Override
    public Class<CompanyEvent> events() {
        return CompanyEvent.class;
    }

    @Override
    public Class<CompanyRow> rows() {
        return CompanyRow.class;
    }

    @Override
    public List<String> indexes() {
        return List.of("name, id", "sector, name", "parent_id", "revenue", "created_at");
    }

    @Override
    public @Nullable CompanyRow evolve(
            @Nullable CompanyRow company, CompanyEvent event, Occurrence at) {
        if (event instanceof CompanyCreated(var id, var details)) {
            return CompanyRow.of(id, details);
        }
        if (company == null) {
            return null;
        }
        return switch (event) {
            case CompanyCreated _ -> company;
            case CompanyDetailsChanged(_, var details) -> company.with(details);
            case CompanyArchived _ -> company.archived(true);
            case CompanyRestored _ -> company.archived(false);
        };
    }
}
