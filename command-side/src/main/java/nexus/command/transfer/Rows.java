package nexus.command.transfer;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import nexus.api.Money;
import nexus.api.company.CompanyDetails;
import nexus.api.contact.ContactDetails;
import nexus.api.identity.OrganizationId;
import nexus.api.pipeline.Stage;
import nexus.api.pipeline.StageKind;
import nexus.api.transfer.ImportMapping;
import nexus.command.transfer.Draft.Closing;
import nexus.command.transfer.Draft.Closing.Lost;
import nexus.command.transfer.Draft.Closing.Won;
import nexus.command.transfer.Draft.CompanyDraft;
import nexus.command.transfer.Draft.ContactDraft;
import nexus.command.transfer.Draft.DealDraft;
import nexus.platform.eventstore.EventLog;
import nexus.platform.web.InvalidRequest;
import nexus.platform.web.Refused;
import org.jspecify.annotations.Nullable;

/** Reads drafts out of cells. Half a draft may come out of wrong cells; nobody looks at it then. */
sealed interface Rows {

    Set<String> CURRENCIES =
            Currency.getAvailableCurrencies().stream()
                    .map(Currency::getCurrencyCode)
                    .collect(Collectors.toUnmodifiableSet());

    Draft draft(Cells cells, Instant now);

    /**
     * @throws InvalidRequest naming the field of the mapping that is wrong
     * @throws Refused if there is no such pipeline
     */
    static Rows of(
            ImportMapping mapping, RowPlan plan, OrganizationId organization, EventLog events) {
        return switch (plan.resource()) {
            case DEALS ->
                    new DealRows(
                            SalesPipeline.of(events, organization, mapping.pipelineId()),
                            currency(mapping.currency(), true));
            case COMPANIES -> new CompanyRows(currency(mapping.currency(), plan.has("revenue")));
            case CONTACTS -> new ContactRows();
        };
    }

    private static String currency(@Nullable String code, boolean required) {
        if (code == null && required) {
            throw new InvalidRequest("mapping.currency", "missing", "is required for amounts");
        }
        if (code != null && !CURRENCIES.contains(code)) {
            throw new InvalidRequest(
                    "mapping.currency", "unknown", "must be an ISO 4217 currency code");
        }
        return code == null ? "" : code;
    }

    /** Deals of one pipeline in one currency. */
    record DealRows(SalesPipeline pipeline, String currency) implements Rows {

        @Override
        public DealDraft draft(Cells cells, Instant now) {
            var stage = stage(cells);
            var closing = closing(stage, cells, now);
            var value = cells.amount("value");
            return new DealDraft(
                    cells.line(),
                    cells.text("externalId", 200),
                    cells.required("name", 200),
                    new Money(value == null ? BigDecimal.ZERO : value, currency),
                    pipeline.opening(stage),
                    name(cells.text("ownerName", 200)),
                    name(cells.text("companyName", 200)),
                    cells.email("contactEmail"),
                    openedAt(closing, cells, now),
                    closing,
                    cells.text("source", 200),
                    cells.date("expectedCloseDate"),
                    cells.customFields());
        }

        private @Nullable Stage stage(Cells cells) {
            var name = cells.text("stage", 200);
            if (name == null) {
                return null;
            }
            var stage = pipeline.stageNamed(name).orElse(null);
            if (stage == null) {
                cells.wrong(
                        "stage",
                        "the pipeline has no stage %s; it has %s"
                                .formatted(name, pipeline.stageNames()));
            }
            return stage;
        }

        /** The closing date of a deal that is still open says nothing, but has to be a date. */
        private static @Nullable Closing closing(@Nullable Stage stage, Cells cells, Instant now) {
            if (stage == null || stage.kind() == StageKind.OPEN) {
                cells.date("closedAt");
                return null;
            }
            var at = cells.pastInstant("closedAt", now);
            if (at == null && cells.isMapped("closedAt") && cells.areRight()) {
                cells.wrong("closedAt", "is required in the stage " + stage.name());
            }
            return stage.kind() == StageKind.WON
                    ? new Won(at, cells.text("wonReason", 2000))
                    : new Lost(at, cells.required("lostReason", 2000));
        }

        /** A deal of which only the end is known was open at that moment at least. */
        private static @Nullable Instant openedAt(
                @Nullable Closing closing, Cells cells, Instant now) {
            var openedAt = cells.pastInstant("openedAt", now);
            var closedAt = closing == null ? null : closing.at();
            if (openedAt != null && closedAt != null && closedAt.isBefore(openedAt)) {
                cells.wrong("closedAt", "must not be before the opening");
            }
            return openedAt == null ? closedAt : openedAt;
        }
    }

    /** Companies, with their revenue in one currency. */
    record CompanyRows(String currency) implements Rows {

        @Override
        public CompanyDraft draft(Cells cells, Instant now) {
            var revenue = cells.amount("revenue");
            return new CompanyDraft(
                    cells.line(),
                    new CompanyDetails(
                            Names.clean(cells.required("name", 200)),
                            cells.text("sector", 200),
                            cells.count("employees"),
                            revenue == null ? null : new Money(revenue, currency),
                            cells.text("location", 200),
                            null,
                            cells.customFields()));
        }
    }

    /** Contacts, known again by their e-mail addresses. */
    record ContactRows() implements Rows {

        @Override
        public ContactDraft draft(Cells cells, Instant now) {
            var email = cells.email("email");
            if (email == null) {
                cells.wrong("email", "is required");
            }
            return new ContactDraft(
                    cells.line(),
                    new ContactDetails(
                            cells.text("firstName", 200),
                            cells.text("lastName", 200),
                            email,
                            cells.text("phone", 50),
                            null,
                            cells.text("jobTitle", 200),
                            tags(cells.text("tags", 2000)),
                            cells.text("source", 200),
                            cells.customFields()),
                    name(cells.text("companyName", 200)));
        }

        private static List<String> tags(@Nullable String text) {
            return text == null
                    ? List.of()
                    : Arrays.stream(text.split("[,;]"))
                            .map(String::strip)
                            .filter(tag -> !tag.isEmpty())
                            .toList();
        }
    }

    private static @Nullable String name(@Nullable String text) {
        return text == null ? null : Names.clean(text);
    }
}
