package nexus.api.project;

import nexus.api.Money;
import nexus.api.contact.ContactId;
import nexus.api.deal.DealId;
import nexus.api.identity.UserId;
import org.jspecify.annotations.Nullable;

/**
 * The sale that a project delivers, as far as it is known: what a deal of it would say.
 *
 * @param name the title of the project, or its number
 * @param value the contract value with its variations
 * @param dealId the deal, if there is one
 * @param responsibleId who is responsible for the project
 */
public record Sale(
        String name,
        @Nullable ContactId contactId,
        @Nullable Money value,
        @Nullable DealId dealId,
        @Nullable UserId responsibleId) {}
