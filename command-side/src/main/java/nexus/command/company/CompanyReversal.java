package nexus.command.company;

import nexus.api.company.CompanyCommand;
import nexus.api.company.CompanyCommand.ArchiveCompany;
import nexus.api.company.CompanyCommand.ChangeCompany;
import nexus.api.company.CompanyCommand.RestoreCompany;
import nexus.api.company.CompanyDetails;
import nexus.api.company.CompanyId;
import nexus.command.company.Company.Absent;
import nexus.command.company.Company.Active;
import nexus.command.company.Company.Archived;
import nexus.platform.web.Undone;

/** What takes back each thing that can happen to a company. */
final class CompanyReversal {

    private CompanyReversal() {}

    static CompanyCommand of(CompanyId id, Undone<Company> event) {
        return switch (event.before()) {
            case Absent _, Archived _ -> new ArchiveCompany(id);
            case Active _ when event.after() instanceof Archived -> new RestoreCompany(id);
            case Active _ -> asBefore(id, event);
        };
    }

    private static CompanyCommand asBefore(CompanyId id, Undone<Company> company) {
        var details = company.as(CompanyReversal::detailsOf);
        var command =
                new ChangeCompany(
                        id,
                        details.back("name", CompanyDetails::name),
                        details.back("sector", CompanyDetails::sector),
                        details.back("employees", CompanyDetails::employees),
                        details.back("revenue", CompanyDetails::revenue),
                        details.back("location", CompanyDetails::location),
                        details.back("parentId", CompanyDetails::parentId),
                        details.fieldsBack(CompanyDetails::customFields));
        details.conflicts().forEach(company::conflictsIn);
        return command;
    }

    private static CompanyDetails detailsOf(Company company) {
        return switch (company) {
            case Absent _ -> throw new IllegalArgumentException("There is no company yet");
            case Active active -> active.details();
            case Archived(var before) -> before.details();
        };
    }
}
