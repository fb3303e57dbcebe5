package nexus.api.deal;

import java.time.LocalDate;
import java.util.Map;
import nexus.api.Action;
import nexus.api.Command;
import nexus.api.Money;
import nexus.api.Needs;
import nexus.api.Patch;
import nexus.api.Resource;
import nexus.api.company.CompanyId;
import nexus.api.contact.ContactId;
import nexus.api.identity.UserId;
import org.jspecify.annotations.Nullable;

/** Everything that can be asked of a deal. */
@Needs(resource = Resource.DEALS, action = Action.UPDATE)
public sealed interface DealCommand extends Command {

    DealId dealId();

    @Override
    default String streamId() {
        return dealId().value();
    }

    /**
     * Opens a deal in an open stage. The same again changes nothing; another under its id is
     * refused.
     */
    @Needs(resource = Resource.DEALS, action = Action.CREATE)
    record OpenDeal(
            DealId dealId,
            DealDetails details,
            Money value,
            Placement placement,
            @Nullable UserId ownerId,
            @Nullable LocalDate expectedCloseDate,
            @Nullable String externalId)
            implements DealCommand {
        @Override
        public boolean begins() {
            return true;
        }
    }

    /** Changes any of what is written about a deal, and no more than was mentioned. */
    record ChangeDeal(
            DealId dealId,
            Patch<String> name,
            Patch<Money> value,
            Patch<ContactId> contactId,
            Patch<CompanyId> companyId,
            Patch<String> source,
            Patch<Map<String, Object>> customFields,
            Patch<LocalDate> expectedCloseDate,
            Patch<UserId> ownerId,
            Patch<Integer> probability)
            implements DealCommand {}

    /** Moves a deal to another open stage, of its own or of another pipeline. */
    record MoveDeal(DealId dealId, Placement to) implements DealCommand {}

    /** Closes a deal as won, for its value or for the one given. */
    record WinDeal(DealId dealId, @Nullable String reason, @Nullable Money value)
            implements DealCommand {}

    record LoseDeal(DealId dealId, String reason, @Nullable String competitor)
            implements DealCommand {}

    /**
     * Brings a deal to the end that what it is about has come to: one that was closed the other way
     * is opened again for it, and one that is closed this way stays as it is.
     *
     * @param value what it was won for; null, or in another currency, for its own value
     */
    record SettleDeal(DealId dealId, boolean won, String reason, @Nullable Money value)
            implements DealCommand {}

    /** Opens a closed deal again, in the open stage it was in before. */
    record ReopenDeal(DealId dealId, String reason) implements DealCommand {}

    record AssignDeal(DealId dealId, @Nullable UserId ownerId) implements DealCommand {}

    @Needs(resource = Resource.DEALS, action = Action.DELETE)
    record ArchiveDeal(DealId dealId, @Nullable String reason) implements DealCommand {}

    @Needs(resource = Resource.DEALS, action = Action.DELETE)
    record RestoreDeal(DealId dealId) implements DealCommand {}

    /** Takes back a deal that an import made: archives it and frees its external id. */
    @Needs(resource = Resource.IMPORTS, action = Action.DELETE)
    record RetractDeal(DealId dealId, String reason) implements DealCommand {}
}
