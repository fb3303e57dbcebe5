package nexus.api.project;

import nexus.api.Personal;
import nexus.api.contact.ContactId;
import org.jspecify.annotations.Nullable;

/**
 * What is written about a project.
 *
 * @param title null if it goes by its number
 * @param contactId the client
 * @param source where the enquiry came from
 * @param postcode of the site
 */
public record ProjectDetails(
        @Nullable String title,
        ContactId contactId,
        Priority priority,
        @Nullable String source,
        @Personal @Nullable String postcode) {}
