package nexus.query.company;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import nexus.api.Money;
import nexus.api.company.CompanyDetails;
import nexus.api.company.CompanyEvent;
import nexus.api.company.CompanyEvent.CompanyArchived;
import nexus.api.company.CompanyEvent.CompanyCreated;
import nexus.api.company.CompanyEvent.CompanyDetailsChanged;
import nexus.api.company.CompanyEvent.CompanyRestored;
import nexus.api.company.CompanyId;
import nexus.platform.eventstore.RecordedEvent.By;
import nexus.platform.projection.Occurrence;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CompaniesTest {

    private static final CompanyId ID = new CompanyId("company-1");
    private static final Money REVENUE = Money.of("718.62", "USD");
    private static final CompanyDetails DETAILS =
            new CompanyDetails(
                    "Cancity", "retail", 2448, REVENUE, "London", null, Map.of("tier", "gold"));
    private static final CompanyDetails LESS =
            new CompanyDetails("Canville", null, null, null, null, ID, Map.of());

    @Test
    void a_row_holds_what_is_written_about_the_company() {
        assertThat(folded(new CompanyCreated(ID, DETAILS)))
                .isEqualTo(
                        new CompanyRow(
                                ID,
                                "Cancity",
                                "retail",
                                2448,
                                REVENUE,
                                "London",
                                null,
                                Map.of("tier", "gold"),
                                false));
    }

    @Test
    void a_change_replaces_all_details() {
        assertThat(folded(new CompanyCreated(ID, DETAILS), new CompanyDetailsChanged(ID, LESS)))
                .isEqualTo(
                        new CompanyRow(
                                ID, "Canville", null, null, null, null, ID, Map.of(), false));
    }

    @Test
    void archiving_hides_and_restoring_shows_again() {
        var created = new CompanyCreated(ID, DETAILS);
        var archived = folded(created, new CompanyArchived(ID));
        assertThat(archived).extracting(CompanyRow::archived).isEqualTo(true);
        assertThat(folded(created, new CompanyArchived(ID), new CompanyRestored(ID)))
                .isEqualTo(folded(created));
    }

    @Test
    void what_comes_before_the_beginning_is_no_row() {
        assertThat(folded(new CompanyArchived(ID))).isNull();
    }

    private static @Nullable CompanyRow folded(CompanyEvent... events) {
        var at = new Occurrence(Instant.EPOCH, Instant.EPOCH, new By("USER", "user-1", "Ann"));
        CompanyRow row = null;
        for (var event : events) {
            row = new Companies().evolve(row, event, at);
        }
        return row;
    }
}
