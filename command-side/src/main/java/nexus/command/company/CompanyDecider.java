package nexus.command.company;

import static nexus.platform.decider.Decision.accept;
import static nexus.platform.decider.Decision.nothing;
import static nexus.platform.decider.Decision.reject;

import nexus.api.CustomFields;
import nexus.api.RecordRejection;
import nexus.api.RecordRejection.AlreadyExists;
import nexus.api.RecordRejection.NotFound;
import nexus.api.RecordRejection.TooManyCustomFields;
import nexus.api.company.CompanyCommand;
import nexus.api.company.CompanyCommand.ArchiveCompany;
import nexus.api.company.CompanyCommand.ChangeCompany;
import nexus.api.company.CompanyCommand.CreateCompany;
import nexus.api.company.CompanyCommand.RestoreCompany;
import nexus.api.company.CompanyDetails;
import nexus.api.company.CompanyEvent;
import nexus.api.company.CompanyEvent.CompanyArchived;
import nexus.api.company.CompanyEvent.CompanyCreated;
import nexus.api.company.CompanyEvent.CompanyDetailsChanged;
import nexus.api.company.CompanyEvent.CompanyRestored;
import nexus.api.company.CompanyId;
import nexus.api.company.CompanyRejection.ParentIsItself;
import nexus.command.company.Company.Absent;
import nexus.command.company.Company.Active;
import nexus.command.company.Company.Archived;
import nexus.platform.decider.Decider;
import nexus.platform.decider.Decision;

/** The business rules of a company. */
final class CompanyDecider implements Decider<CompanyCommand, Company, CompanyEvent> {

    @Override
    public Company initial() {
        return new Absent();
    }

    @Override
    public Decision<CompanyEvent> decide(Company company, CompanyCommand command) {
        return switch (company) {
            case Absent _ when command instanceof CreateCompany(var id, var details) ->
                    ifAllowed(id, details, new CompanyCreated(id, details));
            case Absent _ -> reject(new NotFound(command.streamId()));
            case Active active -> whenActive(active, command);
            case Archived _ -> whenArchived(command);
        };
    }

    private static Decision<CompanyEvent> whenActive(Active company, CompanyCommand command) {
        return switch (command) {
            case CreateCompany(_, var details) when details.equals(company.first()) -> nothing();
            case CreateCompany _ -> reject(new AlreadyExists(command.streamId()));
            case ChangeCompany change -> change(company.details(), change);
            case ArchiveCompany(var id) -> accept(new CompanyArchived(id));
            case RestoreCompany _ -> nothing();
        };
    }

    private static Decision<CompanyEvent> whenArchived(CompanyCommand command) {
        return switch (command) {
            case RestoreCompany(var id) -> accept(new CompanyRestored(id));
            case ArchiveCompany _ -> nothing();
            case CreateCompany _ -> reject(new AlreadyExists(command.streamId()));
            case ChangeCompany _ -> reject(new RecordRejection.Archived(command.streamId()));
        };
    }

    private static Decision<CompanyEvent> change(CompanyDetails before, ChangeCompany change) {
        var after =
                new CompanyDetails(
                        change.name().orRequired(before.name()),
                        change.sector().or(before.sector()),
                        change.employees().or(before.employees()),
                        change.revenue().or(before.revenue()),
                        change.location().or(before.location()),
                        change.parentId().or(before.parentId()),
                        CustomFields.changed(before.customFields(), change.customFields()));
        return after.equals(before)
                ? nothing()
                : ifAllowed(
                        change.companyId(),
                        after,
                        new CompanyDetailsChanged(change.companyId(), after));
    }

    private static Decision<CompanyEvent> ifAllowed(
            CompanyId id, CompanyDetails details, CompanyEvent event) {
        if (id.equals(details.parentId())) {
            return reject(new ParentIsItself());
        }
        return details.customFields().size() > CustomFields.MOST
                ? reject(new TooManyCustomFields(CustomFields.MOST))
                : accept(event);
    }

    @Override
    public Company evolve(Company company, CompanyEvent event) {
        return switch (event) {
            case CompanyCreated(_, var details) -> new Active(details, details);
            case CompanyDetailsChanged(_, var details)
                    when company instanceof Active(var first, _) ->
                    new Active(first, details);
            case CompanyArchived _ when company instanceof Active active -> new Archived(active);
            case CompanyRestored _ when company instanceof Archived(var before) -> before;
            case CompanyDetailsChanged _, CompanyArchived _, CompanyRestored _ -> company;
        };
    }
}
