package nexus.api.company;

import nexus.api.DomainEvent;
import nexus.api.EventName;

/** Everything that can happen to a company. */
public sealed interface CompanyEvent extends DomainEvent {

    CompanyId companyId();

    @Override
    default String streamId() {
        return companyId().value();
    }

    @EventName("company.created")
    record CompanyCreated(CompanyId companyId, CompanyDetails details) implements CompanyEvent {}

    /** What is written about the company changed; {@code details} is all of it as it is now. */
    @EventName("company.details-changed")
    record CompanyDetailsChanged(CompanyId companyId, CompanyDetails details)
            implements CompanyEvent {}

    @EventName("company.archived")
    record CompanyArchived(CompanyId companyId) implements CompanyEvent {}

    @EventName("company.restored")
    record CompanyRestored(CompanyId companyId) implements CompanyEvent {}
}
