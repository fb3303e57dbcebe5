package nexus.api.project;

import nexus.api.Personal;
import nexus.api.contact.ContactId;
import org.jspecify.annotations.Nullable;

/**
 * What is written about a project.
 *
 * @param title null if it goes by its number
 * @param contactId the client; null while nobody has said who it is, which is so only of a sale
 *     that was made without one
 * @param source where the enquiry came from
 * @param postcode of the site
 */
public record ProjectDetails(
        @Nullable String title,
        @Nullable ContactId contactId,
        Priority priority,
        @Nullable String source,
        @Personal @Nullable String postcode) {}
