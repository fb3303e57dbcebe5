package nexus.command.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nexus.api.Money;
import nexus.api.company.CompanyCommand.CreateCompany;
import nexus.api.deal.DealCommand.LoseDeal;
import nexus.api.deal.DealCommand.OpenDeal;
import nexus.api.deal.DealCommand.WinDeal;
import nexus.api.identity.OrganizationCommand.AddMember;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.Role;
import nexus.api.identity.UserCommand.RegisterUser;
import nexus.api.identity.UserId;
import nexus.api.pipeline.PipelineId;
import nexus.api.pipeline.Stage;
import nexus.api.pipeline.StageId;
import nexus.api.pipeline.StageKind;
import nexus.api.transfer.ImportMapping;
import nexus.api.transfer.RowError;
import nexus.command.transfer.Draft.Closing.Lost;
import nexus.command.transfer.Draft.Closing.Won;
import nexus.command.transfer.Draft.DealDraft;
import nexus.platform.decider.CommandContext;
import nexus.platform.decider.Commands.Part;
import nexus.platform.security.Actor;
import org.junit.jupiter.api.Test;

/** From a row of a file to the commands it stands for. */
class DealRowsTest {

    static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    static final StageId LEAD = new StageId("stage-lead");
    static final StageId TALKS = new StageId("stage-talks");
    static final SalesPipeline PIPELINE =
            new SalesPipeline(
                    new PipelineId("pipeline-1"),
                    true,
                    List.of(
                            new Stage(LEAD, "Lead", StageKind.OPEN, 10),
                            new Stage(TALKS, "In  talks", StageKind.OPEN, 40),
                            new Stage(new StageId("stage-won"), "Won", StageKind.WON, 100),
                            new Stage(new StageId("stage-lost"), "Lost", StageKind.LOST, 0)));

    static Cells cells(String... columnsAndCells) {
        var columns = new LinkedHashMap<String, String>();
        var cells = new String[columnsAndCells.length / 2];
        for (int i = 0; i < columnsAndCells.length; i += 2) {
            columns.put("c " + columnsAndCells[i], columnsAndCells[i]);
            cells[i / 2] = columnsAndCells[i + 1];
        }
        var mapping =
                new ImportMapping("deals", null, columns, Map.of(), Map.of("name", "Bath"), "USD");
        return new Cells(
                RowPlan.of(mapping, List.copyOf(columns.keySet())),
                new CsvFile.Row(7, Arrays.asList(cells)));
    }

    static DealDraft draft(String... columnsAndCells) {
        var cells = cells(columnsAndCells);
        var draft = new Rows.DealRows(PIPELINE, "USD").draft(cells, NOW);
        assertThat(cells.errors()).isEmpty();
        return draft;
    }

    static void assertWrong(String column, String message, String... columnsAndCells) {
        var cells = cells(columnsAndCells);
        new Rows.DealRows(PIPELINE, "USD").draft(cells, NOW);
        assertThat(cells.errors())
                .anySatisfy(
                        error -> {
                            assertThat(error.row()).isEqualTo(7);
                            assertThat(error.column()).isEqualTo("c " + column);
                            assertThat(error.message()).contains(message);
                        });
    }

    @Test
    void without_a_value_a_deal_is_worth_nothing_yet() {
        assertThat(draft("value", " ").value()).isEqualTo(Money.of("0.00", "USD"));
        assertThat(draft("value", "1054").value()).isEqualTo(Money.of("1054.00", "USD"));
        assertThat(draft("value", "10.500").value()).isEqualTo(Money.of("10.50", "USD"));
    }

    @Test
    void without_an_open_stage_a_deal_opens_in_the_first_one() {
        assertThat(draft("stage", "").placement().stageId()).isEqualTo(LEAD);
        assertThat(draft("stage", "in TALKS").placement().stageId()).isEqualTo(TALKS);
        assertThat(draft("stage", "Won").placement().stageId()).isEqualTo(LEAD);
    }

    @Test
    void a_closing_stage_closes_at_the_closing_date() {
        assertThat(
                        draft("stage", "won", "openedAt", "2026-01-31", "closedAt", "2026-02-01")
                                .closing())
                .isEqualTo(new Won(Instant.parse("2026-02-01T00:00:00Z"), null));
        assertThat(
                        draft(
                                        "stage",
                                        "LOST",
                                        "closedAt",
                                        "2026-02-01T10:00:00+01:00",
                                        "lostReason",
                                        "price")
                                .closing())
                .isEqualTo(new Lost(Instant.parse("2026-02-01T09:00:00Z"), "price"));
    }

    @Test
    void a_deal_of_which_only_the_end_is_known_was_open_by_then() {
        assertThat(draft("stage", "Won", "openedAt", "", "closedAt", "2026-02-01").openedAt())
                .isEqualTo(Instant.parse("2026-02-01T00:00:00Z"));
    }

    @Test
    void an_open_deal_takes_no_closing_date() {
        assertThat(draft("stage", "Lead", "closedAt", "2027-01-01").closing()).isNull();
    }

    @Test
    void the_close_may_be_expected_in_the_future() {
        assertThat(draft("expectedCloseDate", "2027-02-03").expectedCloseDate())
                .isEqualTo(LocalDate.of(2027, 2, 3));
    }

    @Test
    void wrong_cells_are_named_by_their_columns() {
        assertWrong("value", "negative", "value", "-5");
        assertWrong("value", "amount like", "value", "12,50");
        assertWrong("value", "amount like", "value", "1.234");
        assertWrong("stage", "no stage Closed", "stage", "Closed");
        assertWrong("openedAt", "future", "openedAt", "2026-05-02");
        assertWrong("openedAt", "a date like", "openedAt", "31/01/2026");
        assertWrong("openedAt", "a date like", "openedAt", "2026-02-30");
        assertWrong("openedAt", "before 1900", "openedAt", "0001-01-01");
        assertWrong(
                "closedAt",
                "before the opening",
                "stage",
                "Won",
                "openedAt",
                "2026-02-02",
                "closedAt",
                "2026-02-01");
        assertWrong("closedAt", "required", "stage", "Won", "closedAt", "");
        assertWrong("contactEmail", "e-mail address", "contactEmail", "ada at example");
        assertWrong("externalId", "longer", "externalId", "x".repeat(201));
        assertWrong("source", "control", "source", "a\u0007b");
    }

    @Test
    void a_lost_deal_needs_a_reason() {
        var cells = cells("stage", "Lost", "closedAt", "2026-02-01");
        new Rows.DealRows(PIPELINE, "USD").draft(cells, NOW);
        assertThat(cells.errors()).containsExactly(new RowError(7, "lostReason", "is required"));
    }

    @Test
    void more_cells_than_columns_are_wrong() {
        var mapping =
                new ImportMapping("deals", null, Map.of("a", "name"), Map.of(), Map.of(), "USD");
        var plan = RowPlan.of(mapping, List.of("a"));
        assertThat(new Cells(plan, new CsvFile.Row(2, List.of("x", "y"))).errors()).hasSize(1);
        assertThat(new Cells(plan, new CsvFile.Row(2, List.of("x", ""))).errors()).isEmpty();
    }

    @Test
    void a_row_becomes_the_commands_for_it_and_for_whom_it_names_first() {
        var organization = new OrganizationId("organization-1");
        var context =
                CommandContext.of(
                        new Actor(Actor.Kind.IMPORT, "user-1", "Olive", organization, Role.OWNER),
                        "import-1");
        var known = Known.nothing();
        var ada = new UserId("user-ada");
        known.members().put("ada king", ada);
        var assembly = new Assembly(known, context, prefix -> prefix + "-new");
        assembly.add(
                draft(
                        "ownerName",
                        "Moses  Frase",
                        "companyName",
                        "Cancity",
                        "stage",
                        "Won",
                        "openedAt",
                        "2026-01-31",
                        "closedAt",
                        "2026-02-01"));
        assembly.add(
                draft(
                        "ownerName",
                        "ADA KING",
                        "companyName",
                        "cancity",
                        "stage",
                        "Lost",
                        "closedAt",
                        "2026-02-02",
                        "lostReason",
                        "price"));
        assertThat(assembly.parts().stream().<Class<?>>map(part -> part.command().getClass()))
                .containsExactly(
                        CreateCompany.class,
                        RegisterUser.class,
                        AddMember.class,
                        OpenDeal.class,
                        WinDeal.class,
                        OpenDeal.class,
                        LoseDeal.class);
        assertThat(assembly.parts().get(1).command())
                .isEqualTo(new RegisterUser(new UserId("user-new"), null, "Moses", "Frase"));
        assertThat(assembly.parts().stream().map(Part::command))
                .filteredOn(OpenDeal.class::isInstance)
                .extracting(command -> ((OpenDeal) command).ownerId())
                .containsExactly(new UserId("user-new"), ada);
        assertThat(assembly.parts().get(3).context().occurredAt())
                .isEqualTo(Instant.parse("2026-01-31T00:00:00Z"));
        assertThat(assembly.parts().get(4).context().occurredAt())
                .isEqualTo(Instant.parse("2026-02-01T00:00:00Z"));
        assertThat(assembly.created())
                .containsExactly("deal-new", "company-new", "user-new", "deal-new");
    }
}
