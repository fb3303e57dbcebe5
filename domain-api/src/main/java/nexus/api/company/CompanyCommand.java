package nexus.api.company;

import java.util.Map;
import nexus.api.Action;
import nexus.api.Command;
import nexus.api.Money;
import nexus.api.Needs;
import nexus.api.Patch;
import nexus.api.Resource;

/** Everything that can be asked of a company. */
@Needs(resource = Resource.COMPANIES, action = Action.UPDATE)
public sealed interface CompanyCommand extends Command {

    CompanyId companyId();

    @Override
    default String streamId() {
        return companyId().value();
    }

    /** Adds a company. The same again changes nothing; another under its id is refused. */
    @Needs(resource = Resource.COMPANIES, action = Action.CREATE)
    record CreateCompany(CompanyId companyId, CompanyDetails details) implements CompanyCommand {
        @Override
        public boolean begins() {
            return true;
        }
    }

    /** Changes any of what is written about a company, and no more than was mentioned. */
    record ChangeCompany(
            CompanyId companyId,
            Patch<String> name,
            Patch<String> sector,
            Patch<Integer> employees,
            Patch<Money> revenue,
            Patch<String> location,
            Patch<CompanyId> parentId,
            Patch<Map<String, Object>> customFields)
            implements CompanyCommand {}

    /** Puts a company away. Its contacts and deals stay. */
    @Needs(resource = Resource.COMPANIES, action = Action.DELETE)
    record ArchiveCompany(CompanyId companyId) implements CompanyCommand {}

    @Needs(resource = Resource.COMPANIES, action = Action.DELETE)
    record RestoreCompany(CompanyId companyId) implements CompanyCommand {}
}
