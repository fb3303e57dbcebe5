package nexus.events;

import java.util.List;
import java.util.Map;
import nexus.api.Money;
import nexus.api.company.CompanyDetails;
import nexus.api.company.CompanyEvent;
import nexus.api.company.CompanyEvent.CompanyArchived;
import nexus.api.company.CompanyEvent.CompanyCreated;
import nexus.api.company.CompanyEvent.CompanyDetailsChanged;
import nexus.api.company.CompanyEvent.CompanyRestored;
import nexus.api.company.CompanyId;

/** One of every event of a company. */
final class CompanySpecimens {

    private static final CompanyId ID =
            new CompanyId("company-01990000-0000-7000-8000-000000000001");
    private static final CompanyId PARENT =
            new CompanyId("company-01990000-0000-7000-8000-000000000002");

    static final List<CompanyEvent> ALL =
            List.of(
                    new CompanyCreated(
                            ID,
                            new CompanyDetails(
                                    "Cancity",
                                    "retail",
                                    2448,
                                    Money.of("718620000.00", "USD"),
                                    "London",
                                    PARENT,
                                    Map.of("tier", "gold"))),
                    new CompanyDetailsChanged(
                            ID,
                            new CompanyDetails("Canville", null, null, null, null, null, Map.of())),
                    new CompanyArchived(ID),
                    new CompanyRestored(ID));

    private CompanySpecimens() {}
}
