package nexus.command.deal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nexus.api.CustomFields;
import nexus.api.Money;
import nexus.api.Patch;
import nexus.api.RecordRejection;
import nexus.api.RecordRejection.AlreadyExists;
import nexus.api.RecordRejection.NotFound;
import nexus.api.RecordRejection.TooManyCustomFields;
import nexus.api.contact.ContactId;
import nexus.api.deal.DealCommand;
import nexus.api.deal.DealCommand.ArchiveDeal;
import nexus.api.deal.DealCommand.AssignDeal;
import nexus.api.deal.DealCommand.ChangeDeal;
import nexus.api.deal.DealCommand.LoseDeal;
import nexus.api.deal.DealCommand.MoveDeal;
import nexus.api.deal.DealCommand.OpenDeal;
import nexus.api.deal.DealCommand.ReopenDeal;
import nexus.api.deal.DealCommand.RestoreDeal;
import nexus.api.deal.DealCommand.RetractDeal;
import nexus.api.deal.DealCommand.SettleDeal;
import nexus.api.deal.DealCommand.WinDeal;
import nexus.api.deal.DealDetails;
import nexus.api.deal.DealEvent;
import nexus.api.deal.DealEvent.DealArchived;
import nexus.api.deal.DealEvent.DealDetailsChanged;
import nexus.api.deal.DealEvent.DealExpectedCloseMoved;
import nexus.api.deal.DealEvent.DealLost;
import nexus.api.deal.DealEvent.DealMovedToPipeline;
import nexus.api.deal.DealEvent.DealMovedToStage;
import nexus.api.deal.DealEvent.DealOpened;
import nexus.api.deal.DealEvent.DealOwnerAssigned;
import nexus.api.deal.DealEvent.DealProbabilityOverridden;
import nexus.api.deal.DealEvent.DealReopened;
import nexus.api.deal.DealEvent.DealRestored;
import nexus.api.deal.DealEvent.DealValueChanged;
import nexus.api.deal.DealEvent.DealWon;
import nexus.api.deal.DealId;
import nexus.api.deal.DealRejection.DealAlreadyClosed;
import nexus.api.deal.DealRejection.DealCurrencyFixed;
import nexus.api.deal.DealRejection.DealNotClosed;
import nexus.api.deal.DealRejection.ExternalIdTaken;
import nexus.api.deal.Placement;
import nexus.api.identity.UserId;
import nexus.api.pipeline.PipelineId;
import nexus.api.pipeline.StageId;
import nexus.platform.decider.Decision;
import nexus.platform.decider.Reservation.Claim;
import nexus.platform.decider.Reservation.Release;
import nexus.platform.decider.Reservation.Scope;
import nexus.platform.decider.testing.DeciderSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DealTest {

    static final DealId ID = new DealId("deal-1");
    static final StageId LEAD = new StageId("stage-lead");
    static final StageId PROPOSAL = new StageId("stage-proposal");
    static final StageId WON = new StageId("stage-won");
    static final StageId LOST = new StageId("stage-lost");
    static final Placement IN_LEAD = in(LEAD, 10);
    static final Placement IN_PROPOSAL = in(PROPOSAL, 50);
    static final Money WORTH = Money.of("1000.00", "GBP");
    static final DealDetails DETAILS = new DealDetails("Bathroom", null, null, null, Map.of());
    static final DealOpened OPENED = opened(null);
    static final DealWon WAS_WON = new DealWon(ID, WON, WORTH, "Design");
    static final DealLost WAS_LOST = new DealLost(ID, LOST, "Price", null);
    static final DealArchived PUT_AWAY = new DealArchived(ID, null);
    static final UserId ANN = new UserId("user-ann");

    private final DealDecider decider = new DealDecider();
    private final DeciderSpec<DealCommand, Deal, DealEvent> deal = DeciderSpec.of(decider);

    static Placement in(StageId stage, int probability) {
        return new Placement(new PipelineId("pipeline-1"), stage, probability, WON, LOST);
    }

    static DealOpened opened(@Nullable String externalId) {
        return new DealOpened(ID, DETAILS, WORTH, IN_LEAD, null, null, externalId);
    }

    static OpenDeal open(@Nullable String externalId) {
        return new OpenDeal(ID, DETAILS, WORTH, IN_LEAD, null, null, externalId);
    }

    /** A change that mentions nothing, to be given what the test is about. */
    private static ChangeDeal change(Patch<Money> value, Patch<Map<String, Object>> fields) {
        return new ChangeDeal(
                ID,
                Patch.keep(),
                value,
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                fields,
                Patch.keep(),
                Patch.keep(),
                Patch.keep());
    }

    /** One of each kind of command. */
    static List<DealCommand> commands() {
        return List.of(
                open(null),
                change(Patch.set(Money.of("2.00", "GBP")), Patch.keep()),
                new MoveDeal(ID, IN_PROPOSAL),
                new WinDeal(ID, null, null),
                new LoseDeal(ID, "Price", null),
                new SettleDeal(ID, true, "Sold", null),
                new SettleDeal(ID, false, "Gave up", null),
                new ReopenDeal(ID, "Again"),
                new AssignDeal(ID, ANN),
                new ArchiveDeal(ID, null),
                new RestoreDeal(ID),
                new RetractDeal(ID, "Wrong file"));
    }

    @Test
    void a_deal_is_opened() {
        deal.given().when(open(null)).then(OPENED);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void before_it_is_opened_nothing_can_be_asked_of_it(DealCommand command) {
        if (!(command instanceof OpenDeal)) {
            deal.given().when(command).thenRejected(new NotFound("deal-1"));
        }
    }

    @Test
    void opening_it_again_in_the_same_way_changes_nothing_whatever_happened_since() {
        deal.given(OPENED).when(open(null)).thenNothing();
        deal.given(OPENED, new DealValueChanged(ID, Money.of("5.00", "GBP")), WAS_WON)
                .when(open(null))
                .thenNothing();
    }

    @Test
    void opening_another_under_its_id_is_refused() {
        deal.given(OPENED).when(open("X-1")).thenRejected(new AlreadyExists("deal-1"));
        deal.given(OPENED, PUT_AWAY).when(open(null)).thenRejected(new AlreadyExists("deal-1"));
    }

    @Test
    void an_external_id_is_claimed_with_the_opening() {
        deal.given().when(open("X-1")).thenReserving(opened("X-1"), claim("X-1"));
    }

    @Test
    void retracting_frees_the_external_id_and_restoring_claims_it_again() {
        deal.given(opened("X-1"))
                .when(new RetractDeal(ID, "Wrong file"))
                .thenReserving(
                        new DealArchived(ID, "Wrong file"),
                        new Release(Scope.ORGANIZATION, DealDecider.EXTERNAL_ID, "X-1"));
        deal.given(opened("X-1"), PUT_AWAY)
                .when(new RestoreDeal(ID))
                .thenReserving(new DealRestored(ID), claim("X-1"));
    }

    @Test
    void retracting_what_somebody_has_archived_already_still_frees_the_external_id() {
        deal.given(opened("X-1"), PUT_AWAY)
                .when(new RetractDeal(ID, "Wrong file"))
                .thenReserving(
                        List.of(), new Release(Scope.ORGANIZATION, DealDecider.EXTERNAL_ID, "X-1"));
    }

    private static Claim claim(String externalId) {
        return new Claim(
                Scope.ORGANIZATION,
                DealDecider.EXTERNAL_ID,
                externalId,
                new ExternalIdTaken(externalId));
    }

    @Test
    void a_deal_moves_to_another_stage_once() {
        var moved = new DealMovedToStage(ID, LEAD, PROPOSAL, 50);
        deal.given(OPENED).when(new MoveDeal(ID, IN_PROPOSAL)).then(moved);
        deal.given(OPENED, moved).when(new MoveDeal(ID, IN_PROPOSAL)).thenNothing();
    }

    @Test
    void a_stage_of_another_pipeline_takes_the_deal_to_that_pipeline() {
        var elsewhere =
                new Placement(new PipelineId("pipeline-2"), new StageId("stage-x"), 30, WON, LOST);
        deal.given(OPENED)
                .when(new MoveDeal(ID, elsewhere))
                .then(new DealMovedToPipeline(ID, elsewhere));
    }

    @Test
    void a_deal_is_won_for_its_value_or_for_the_one_given() {
        deal.given(OPENED)
                .when(new WinDeal(ID, null, null))
                .then(new DealWon(ID, WON, WORTH, null));
        var more = Money.of("1200.00", "GBP");
        deal.given(OPENED)
                .when(new WinDeal(ID, "Design", more))
                .then(new DealWon(ID, WON, more, "Design"));
    }

    @Test
    void a_deal_stays_in_its_currency() {
        var euros = Money.of("1000.00", "EUR");
        deal.given(OPENED)
                .when(new WinDeal(ID, null, euros))
                .thenRejected(new DealCurrencyFixed("GBP"));
        deal.given(OPENED)
                .when(change(Patch.set(euros), Patch.keep()))
                .thenRejected(new DealCurrencyFixed("GBP"));
    }

    @Test
    void a_deal_is_lost_for_a_reason() {
        deal.given(OPENED)
                .when(new LoseDeal(ID, "Price", "Bathstore"))
                .then(new DealLost(ID, LOST, "Price", "Bathstore"));
    }

    @Test
    void a_closed_deal_refuses_every_change_but_reopening_and_putting_away() {
        for (var closing : List.of(WAS_WON, WAS_LOST)) {
            for (var command : commands()) {
                var closed = deal.given(OPENED, closing).when(command);
                switch (command) {
                    case OpenDeal _, RestoreDeal _ -> closed.thenNothing();
                    case ReopenDeal _ -> closed.then(new DealReopened(ID, LEAD, 10, "Again"));
                    case ArchiveDeal _ -> closed.then(PUT_AWAY);
                    case RetractDeal _ -> closed.then(new DealArchived(ID, "Wrong file"));
                    case SettleDeal(_, var won, _, _) when won == (closing == WAS_WON) ->
                            closed.thenNothing();
                    case SettleDeal(_, var won, var reason, _) ->
                            closed.then(
                                    new DealReopened(ID, LEAD, 10, reason),
                                    won
                                            ? new DealWon(ID, WON, WORTH, reason)
                                            : new DealLost(ID, LOST, reason, null));
                    case ChangeDeal _, MoveDeal _, WinDeal _, LoseDeal _, AssignDeal _ ->
                            closed.thenRejected(new DealAlreadyClosed(ID));
                }
            }
        }
    }

    @Test
    void a_deal_is_settled_as_what_it_is_about_has_come_out() {
        var more = Money.of("1200.00", "GBP");
        deal.given(OPENED)
                .when(new SettleDeal(ID, true, "Sold", more))
                .then(new DealWon(ID, WON, more, "Sold"));
        deal.given(OPENED)
                .when(new SettleDeal(ID, true, "Sold", Money.of("1200.00", "EUR")))
                .then(new DealWon(ID, WON, WORTH, "Sold"));
        deal.given(OPENED)
                .when(new SettleDeal(ID, false, "Gave up", null))
                .then(new DealLost(ID, LOST, "Gave up", null));
    }

    @Test
    void a_deal_is_reopened_in_the_stage_it_was_closed_from() {
        deal.given(OPENED, new DealMovedToStage(ID, LEAD, PROPOSAL, 50), WAS_LOST)
                .when(new ReopenDeal(ID, "They called"))
                .then(new DealReopened(ID, PROPOSAL, 50, "They called"));
    }

    @Test
    void an_open_deal_cannot_be_reopened() {
        deal.given(OPENED).when(new ReopenDeal(ID, "?")).thenRejected(new DealNotClosed(ID));
    }

    @Test
    void a_deal_that_is_put_away_is_only_restored() {
        for (var command : commands()) {
            var archived = deal.given(OPENED, PUT_AWAY).when(command);
            switch (command) {
                case RestoreDeal _ -> archived.then(new DealRestored(ID));
                case ArchiveDeal _, RetractDeal _ -> archived.thenNothing();
                case OpenDeal _ -> archived.thenRejected(new AlreadyExists("deal-1"));
                case ChangeDeal _,
                        MoveDeal _,
                        WinDeal _,
                        LoseDeal _,
                        SettleDeal _,
                        ReopenDeal _,
                        AssignDeal _ ->
                        archived.thenRejected(new RecordRejection.Archived("deal-1"));
            }
        }
    }

    @Test
    void what_was_closed_comes_back_closed() {
        deal.given(OPENED, WAS_WON, PUT_AWAY, new DealRestored(ID))
                .when(new AssignDeal(ID, ANN))
                .thenRejected(new DealAlreadyClosed(ID));
    }

    @Test
    void restoring_what_was_never_put_away_changes_nothing() {
        deal.given(OPENED).when(new RestoreDeal(ID)).thenNothing();
    }

    @Test
    void a_deal_is_assigned_once() {
        deal.given(OPENED).when(new AssignDeal(ID, ANN)).then(new DealOwnerAssigned(ID, ANN));
        deal.given(OPENED, new DealOwnerAssigned(ID, ANN))
                .when(new AssignDeal(ID, ANN))
                .thenNothing();
    }

    @Test
    void every_kind_of_change_is_an_event_of_its_own() {
        var contact = new ContactId("contact-1");
        var date = LocalDate.of(2026, 5, 1);
        deal.given(OPENED)
                .when(
                        new ChangeDeal(
                                ID,
                                Patch.set("Wet room"),
                                Patch.set(Money.of("5.00", "GBP")),
                                Patch.set(contact),
                                Patch.keep(),
                                Patch.set("Fair"),
                                Patch.set(Map.of("rooms", 2)),
                                Patch.set(date),
                                Patch.set(ANN),
                                Patch.set(70)))
                .then(
                        new DealDetailsChanged(
                                ID,
                                new DealDetails(
                                        "Wet room", contact, null, "Fair", Map.of("rooms", 2))),
                        new DealValueChanged(ID, Money.of("5.00", "GBP")),
                        new DealExpectedCloseMoved(ID, null, date),
                        new DealOwnerAssigned(ID, ANN),
                        new DealProbabilityOverridden(ID, 70));
    }

    @Test
    void a_change_to_what_is_so_already_is_none() {
        deal.given(OPENED)
                .when(change(Patch.set(Money.of("1000", "GBP")), Patch.set(Map.of())))
                .thenNothing();
    }

    @Test
    void custom_fields_are_merged_and_null_takes_one_away() {
        var fields = new HashMap<String, Object>();
        fields.put("rooms", null);
        fields.put("floor", 3);
        deal.given(
                        OPENED,
                        new DealDetailsChanged(
                                ID,
                                new DealDetails(
                                        "Bathroom",
                                        null,
                                        null,
                                        null,
                                        Map.of("rooms", 2, "tiles", "blue"))))
                .when(change(Patch.keep(), Patch.set(fields)))
                .then(
                        new DealDetailsChanged(
                                ID,
                                new DealDetails(
                                        "Bathroom",
                                        null,
                                        null,
                                        null,
                                        Map.of("floor", 3, "tiles", "blue"))));
    }

    @Test
    void a_deal_has_a_bounded_number_of_custom_fields() {
        Map<String, Object> many =
                IntStream.rangeClosed(0, CustomFields.MOST)
                        .boxed()
                        .collect(Collectors.toMap(i -> "field" + i, i -> i));
        deal.given(OPENED)
                .when(change(Patch.keep(), Patch.set(many)))
                .thenRejected(new TooManyCustomFields(CustomFields.MOST));
    }

    @Test
    void a_new_stage_takes_an_overridden_probability_away() {
        deal.given(
                        OPENED,
                        new DealProbabilityOverridden(ID, 90),
                        new DealMovedToStage(ID, LEAD, PROPOSAL, 50),
                        WAS_LOST)
                .when(new ReopenDeal(ID, "Again"))
                .then(new DealReopened(ID, PROPOSAL, 50, "Again"));
    }

    /** Whatever is asked in whatever order, history folds, and folds to the state decided on. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void any_sequence_of_commands_refolds_to_the_same_state(long seed) {
        var random = new Random(seed);
        var history = new ArrayList<DealEvent>();
        var state = decider.initial();
        for (int i = 0; i < 300; i++) {
            var command = anyCommand(random);
            if (decider.decide(state, command)
                    instanceof Decision.Accept<DealEvent>(var events, _)) {
                for (var event : events) {
                    state = decider.evolve(state, event);
                    history.add(event);
                }
                assertThat(decider.decide(state, command))
                        .as("the same command once more: %s", command)
                        .satisfiesAnyOf(
                                again -> assertThat(again).isEqualTo(Decision.nothing()),
                                again -> assertThat(again).isInstanceOf(Decision.Reject.class));
            }
        }
        var refolded = decider.initial();
        for (var event : history) {
            refolded = decider.evolve(refolded, event);
        }
        assertThat(refolded).isEqualTo(state);
        assertThat(history).hasSizeGreaterThan(50);
    }

    /** History is never refused, not even one that no decision could have made. */
    @Test
    void any_event_can_follow_any_state() {
        var events =
                List.of(
                        OPENED,
                        new DealDetailsChanged(ID, DETAILS),
                        new DealValueChanged(ID, Money.of("1.00", "EUR")),
                        new DealMovedToStage(ID, PROPOSAL, LEAD, 1),
                        new DealMovedToPipeline(ID, IN_PROPOSAL),
                        new DealExpectedCloseMoved(ID, null, null),
                        new DealOwnerAssigned(ID, null),
                        new DealProbabilityOverridden(ID, null),
                        WAS_WON,
                        WAS_LOST,
                        new DealReopened(ID, LEAD, 10, "?"),
                        PUT_AWAY,
                        new DealRestored(ID));
        for (var first : events) {
            for (var second : events) {
                for (var third : events) {
                    var state = decider.initial();
                    for (var event : List.of(first, second, third)) {
                        state = decider.evolve(state, event);
                    }
                    assertThat(state).isNotNull();
                }
            }
        }
    }

    private static DealCommand anyCommand(Random random) {
        var money = Money.of(random.nextInt(3) + ".00", random.nextInt(9) == 0 ? "EUR" : "GBP");
        return switch (random.nextInt(11)) {
            case 0 -> open(null);
            case 1 -> new MoveDeal(ID, random.nextBoolean() ? IN_LEAD : IN_PROPOSAL);
            case 2 -> new WinDeal(ID, null, random.nextBoolean() ? money : null);
            case 3 -> new LoseDeal(ID, "Price", null);
            case 4, 5 -> new ReopenDeal(ID, "Again");
            case 6 -> new AssignDeal(ID, random.nextBoolean() ? ANN : null);
            case 7 -> new ArchiveDeal(ID, null);
            case 8 -> new RestoreDeal(ID);
            case 9 -> new SettleDeal(ID, random.nextBoolean(), "So it came", money);
            default -> change(Patch.set(money), Patch.set(Map.of("rooms", random.nextInt(3))));
        };
    }
}
