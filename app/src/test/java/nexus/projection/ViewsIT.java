package nexus.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import nexus.api.CommandResult.Accepted;
import nexus.api.CommandResult.Rejected;
import nexus.api.Money;
import nexus.api.RecordRejection.NotFound;
import nexus.api.deal.DealCommand;
import nexus.api.deal.DealCommand.ArchiveDeal;
import nexus.api.deal.DealCommand.LoseDeal;
import nexus.api.deal.DealCommand.OpenDeal;
import nexus.api.deal.DealCommand.RestoreDeal;
import nexus.api.deal.DealCommand.WinDeal;
import nexus.api.deal.DealDetails;
import nexus.api.deal.DealId;
import nexus.api.deal.Placement;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.Role;
import nexus.api.pipeline.PipelineId;
import nexus.api.pipeline.StageId;
import nexus.app.EngineTest;
import nexus.platform.NewId;
import nexus.platform.decider.CommandContext;
import nexus.platform.decider.Commands;
import nexus.platform.eventstore.EventLog;
import nexus.platform.projection.ProjectionPositions;
import nexus.platform.security.Actor;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From a command to the rows of a view and their past. */
class ViewsIT extends EngineTest {

    @Autowired Commands commands;
    @Autowired EventLog events;
    @Autowired ProjectionPositions positions;
    @Autowired JdbcClient db;

    final OrganizationId organization = new OrganizationId(NewId.of("organization"));
    final Actor actor = new Actor(Actor.Kind.SYSTEM, "test", "Test", organization, Role.OWNER);
    final DealId deal = new DealId(NewId.of("deal"));
    final Placement place =
            new Placement(
                    new PipelineId(NewId.of("pipeline")),
                    new StageId(NewId.of("stage")),
                    10,
                    new StageId(NewId.of("stage")),
                    new StageId(NewId.of("stage")));

    OpenDeal open() {
        return new OpenDeal(
                deal,
                new DealDetails("Bathroom", null, null, null, Map.of("k", "v")),
                Money.of("10.50", "GBP"),
                place,
                null,
                null,
                "ext-1");
    }

    CommandContext at(String instant) {
        return CommandContext.of(actor, "test").occurredAt(Instant.parse(instant));
    }

    void settle() throws InterruptedException {
        var last = events.ofStream(deal.value(), organization.value()).getLast();
        var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (events.positionOf(deal.value(), last.version()).isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
        assertThat(
                        positions.await(
                                events.positionOf(deal.value(), last.version()).orElseThrow(),
                                Duration.ofSeconds(10)))
                .isTrue();
    }

    void accepted(DealCommand command, String instant) {
        assertThat(commands.send(command, at(instant))).isInstanceOf(Accepted.class);
    }

    List<String> statusAt(String table, String instant) {
        return db.sql(
                        "select status from "
                                + table
                                + " where id = :id and valid_from <= cast(:at as timestamptz)"
                                + " and valid_to > cast(:at as timestamptz)")
                .param("id", deal.value())
                .param("at", instant)
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Test
    void a_row_keeps_what_was_known_and_what_was_the_case() throws Exception {
        assertThat(commands.send(open(), at("2026-01-01T00:00:00Z")))
                .isEqualTo(new Accepted(deal.value(), 0, true, false));
        assertThat(commands.send(open(), at("2026-01-01T00:00:00Z")))
                .isEqualTo(new Accepted(deal.value(), 0, false, false));
        assertThat(commands.send(new WinDeal(deal, "good", null), at("2026-03-01T00:00:00Z")))
                .isEqualTo(new Accepted(deal.value(), 1, false, false));
        settle();
        assertThat(statusAt("deals_effective", "2025-12-31T00:00:00Z")).isEmpty();
        assertThat(statusAt("deals_effective", "2026-02-01T00:00:00Z")).containsExactly("OPEN");
        assertThat(statusAt("deals_effective", "2026-03-01T00:00:00Z")).containsExactly("WON");
        assertThat(statusAt("deals_known", "2026-02-01T00:00:00Z")).isEmpty();
        assertThat(statusAt("deals_known", Instant.now().toString())).containsExactly("WON");
    }

    @Test
    void an_event_out_of_business_order_rewrites_the_business_past() throws Exception {
        accepted(open(), "2026-02-01T00:00:00Z");
        accepted(new ArchiveDeal(deal, null), "2026-05-01T00:00:00Z");
        settle();
        accepted(new RestoreDeal(deal), "2026-06-01T00:00:00Z");
        accepted(new LoseDeal(deal, "price", null), "2026-03-01T00:00:00Z");
        settle();
        assertThat(statusAt("deals_effective", "2026-02-15T00:00:00Z")).containsExactly("OPEN");
        assertThat(statusAt("deals_effective", "2026-03-15T00:00:00Z")).containsExactly("LOST");
        assertThat(statusAt("deals_effective", "2026-05-15T00:00:00Z")).containsExactly("LOST");
    }

    @Test
    void another_organization_does_not_find_the_stream() {
        commands.send(open(), at("2026-02-01T00:00:00Z"));
        var stranger =
                new Actor(
                        Actor.Kind.SYSTEM,
                        "x",
                        "X",
                        new OrganizationId(NewId.of("organization")),
                        Role.OWNER);
        assertThat(commands.send(new WinDeal(deal, null, null), CommandContext.of(stranger, "r")))
                .isEqualTo(Rejected.because(new NotFound(deal.value())));
    }

    @Test
    void an_external_id_names_one_deal_of_an_organization() {
        commands.send(open(), at("2026-02-01T00:00:00Z"));
        var other =
                new OpenDeal(
                        new DealId(NewId.of("deal")),
                        open().details(),
                        open().value(),
                        place,
                        null,
                        null,
                        "ext-1");
        assertThat(commands.send(other, at("2026-02-01T00:00:00Z")))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused -> assertThat(refused.code()).isEqualTo("deal.external-id-taken"));
    }
}
