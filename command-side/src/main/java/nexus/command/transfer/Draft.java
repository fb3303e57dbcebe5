package nexus.command.transfer;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import nexus.api.Money;
import nexus.api.company.CompanyDetails;
import nexus.api.contact.ContactDetails;
import nexus.api.deal.Placement;
import org.jspecify.annotations.Nullable;

/** What a row asks for, when nothing is wrong with it. Others are named, not identified yet. */
sealed interface Draft {

    /** The line of the file it stands on. */
    int line();

    /**
     * @param openedAt when it was opened; null for now
     * @param closing how it ended, if it has
     */
    record DealDraft(
            int line,
            @Nullable String externalId,
            String name,
            Money value,
            Placement placement,
            @Nullable String ownerName,
            @Nullable String companyName,
            @Nullable String contactEmail,
            @Nullable Instant openedAt,
            @Nullable Closing closing,
            @Nullable String source,
            @Nullable LocalDate expectedCloseDate,
            Map<String, Object> customFields)
            implements Draft {}

    /** The end of a deal. */
    sealed interface Closing {

        /** Null for now. */
        @Nullable Instant at();

        record Won(@Nullable Instant at, @Nullable String reason) implements Closing {}

        record Lost(@Nullable Instant at, String reason) implements Closing {}
    }

    record CompanyDraft(int line, CompanyDetails details) implements Draft {}

    /**
     * @param details without the company, which is given by its name
     */
    record ContactDraft(int line, ContactDetails details, @Nullable String companyName)
            implements Draft {}
}
