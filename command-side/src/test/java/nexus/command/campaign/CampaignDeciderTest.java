package nexus.command.campaign;

import static nexus.command.campaign.CampaignSpecimen.AT_FIRST;
import static nexus.command.campaign.CampaignSpecimen.CONTENT;
import static nexus.command.campaign.CampaignSpecimen.CREATED;
import static nexus.command.campaign.CampaignSpecimen.FACTS;
import static nexus.command.campaign.CampaignSpecimen.FROZEN;
import static nexus.command.campaign.CampaignSpecimen.ID;
import static nexus.command.campaign.CampaignSpecimen.LAUNCHED;
import static nexus.command.campaign.CampaignSpecimen.NOW;
import static nexus.command.campaign.CampaignSpecimen.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import nexus.api.Patch;
import nexus.api.RecordRejection;
import nexus.api.RecordRejection.AlreadyExists;
import nexus.api.RecordRejection.NotFound;
import nexus.api.Rejection;
import nexus.api.campaign.Audience;
import nexus.api.campaign.AudienceChange;
import nexus.api.campaign.CampaignCommand;
import nexus.api.campaign.CampaignCommand.ArchiveCampaign;
import nexus.api.campaign.CampaignCommand.CancelCampaign;
import nexus.api.campaign.CampaignCommand.ChangeCampaign;
import nexus.api.campaign.CampaignCommand.CompleteCampaign;
import nexus.api.campaign.CampaignCommand.CreateCampaign;
import nexus.api.campaign.CampaignCommand.FailCampaign;
import nexus.api.campaign.CampaignCommand.FreezeAudience;
import nexus.api.campaign.CampaignCommand.LaunchCampaign;
import nexus.api.campaign.CampaignCommand.PauseCampaign;
import nexus.api.campaign.CampaignCommand.RecordDeliveries;
import nexus.api.campaign.CampaignCommand.RefuseStart;
import nexus.api.campaign.CampaignCommand.RestoreCampaign;
import nexus.api.campaign.CampaignCommand.ResumeCampaign;
import nexus.api.campaign.CampaignCommand.RetryFailed;
import nexus.api.campaign.CampaignCommand.ScheduleCampaign;
import nexus.api.campaign.CampaignEvent;
import nexus.api.campaign.CampaignEvent.CampaignArchived;
import nexus.api.campaign.CampaignEvent.CampaignCancelled;
import nexus.api.campaign.CampaignEvent.CampaignCompleted;
import nexus.api.campaign.CampaignEvent.CampaignDeliveriesRecorded;
import nexus.api.campaign.CampaignEvent.CampaignFailed;
import nexus.api.campaign.CampaignEvent.CampaignFailedRetried;
import nexus.api.campaign.CampaignEvent.CampaignLaunched;
import nexus.api.campaign.CampaignEvent.CampaignPaused;
import nexus.api.campaign.CampaignEvent.CampaignPlanChanged;
import nexus.api.campaign.CampaignEvent.CampaignRestored;
import nexus.api.campaign.CampaignEvent.CampaignResumed;
import nexus.api.campaign.CampaignEvent.CampaignScheduled;
import nexus.api.campaign.CampaignEvent.CampaignStartRefused;
import nexus.api.campaign.CampaignPlan;
import nexus.api.campaign.CampaignRejection.CampaignAwaitsLaunch;
import nexus.api.campaign.CampaignRejection.CampaignIllegalTransition;
import nexus.api.campaign.CampaignRejection.CampaignIsFrozen;
import nexus.api.campaign.CampaignRejection.CampaignNotFinished;
import nexus.api.campaign.CampaignRejection.CampaignNotReady;
import nexus.api.campaign.CampaignRejection.SenderWithoutAddress;
import nexus.api.campaign.CampaignRejection.UnknownMergeField;
import nexus.api.campaign.CampaignStatus;
import nexus.api.campaign.CampaignType;
import nexus.api.campaign.Content;
import nexus.api.campaign.ContentChange;
import nexus.api.campaign.DeliveryTotals;
import nexus.api.campaign.LaunchFacts;
import nexus.api.campaign.Sender;
import nexus.api.campaign.SenderChange;
import nexus.platform.decider.Decision;
import nexus.platform.decider.testing.DeciderSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CampaignDeciderTest {

    private static final DeliveryTotals DONE = new DeliveryTotals(0, 7, 2, 1);
    private static final CampaignPaused PAUSED = new CampaignPaused(ID);
    private static final CampaignCompleted COMPLETED = new CampaignCompleted(ID, DONE);
    private static final CampaignCancelled CANCELLED = new CampaignCancelled(ID, "no budget");
    private static final CampaignFailed FAILED = new CampaignFailed(ID, "refused", AT_FIRST);
    private static final CampaignScheduled SCHEDULED =
            new CampaignScheduled(ID, NOW.plusSeconds(60));

    private final DeciderSpec<CampaignCommand, Campaign, CampaignEvent> campaigns =
            DeciderSpec.of(new CampaignDecider());

    @Test
    void a_campaign_is_drafted_once() {
        campaigns.given().when(new CreateCampaign(ID, PLAN)).then(CREATED);
        campaigns.given(CREATED).when(new CreateCampaign(ID, PLAN)).thenNothing();
        campaigns
                .given(CREATED)
                .when(new CreateCampaign(ID, saying(Content.NONE)))
                .thenRejected(new AlreadyExists(ID.value()));
        campaigns.given().when(new PauseCampaign(ID)).thenRejected(new NotFound(ID.value()));
    }

    @Test
    void a_merge_field_that_nobody_knows_is_refused_wherever_it_stands() {
        for (var content :
                List.of(
                        new Content("Hi {{nickname}}", null, null, null),
                        new Content(null, "{{ nickname | you }}", null, null),
                        new Content(null, null, "{{nickname}}", null),
                        new Content(null, null, null, "{{nickname}}"))) {
            var field = fieldOf(content);
            campaigns
                    .given()
                    .when(new CreateCampaign(ID, saying(content)))
                    .thenRejected(
                            new UnknownMergeField(
                                    "content." + field, "nickname", MergeField.keys()));
        }
        campaigns
                .given(CREATED)
                .when(saysFromNowOn(new Content("{{firstName", null, null, null)))
                .thenRejected(
                        new UnknownMergeField("content.subject", "firstName", MergeField.keys()));
    }

    private static String fieldOf(Content content) {
        if (content.subject() != null) {
            return "subject";
        }
        return content.html() != null ? "html" : content.text() != null ? "text" : "sms";
    }

    @Test
    void a_draft_may_lack_anything_and_be_changed_in_anything() {
        var bare =
                new CampaignPlan(
                        "Bare", CampaignType.SMS, Audience.EVERYBODY, Content.NONE, null, null);
        campaigns
                .given()
                .when(new CreateCampaign(ID, bare))
                .then(new CampaignEvent.CampaignCreated(ID, bare));
        campaigns
                .given(CREATED)
                .when(saysFromNowOn(Content.NONE))
                .then(new CampaignPlanChanged(ID, saying(Content.NONE), 2));
        campaigns.given(CREATED).when(saysFromNowOn(CONTENT)).thenNothing();
    }

    @Test
    void what_is_sent_is_counted_by_its_versions() {
        var other = saying(new Content("Other", CONTENT.html(), null, null));
        campaigns
                .given(CREATED, new CampaignPlanChanged(ID, other, 2))
                .when(new LaunchCampaign(ID, FACTS))
                .then(new CampaignLaunched(ID, 2));
        campaigns.given(CREATED).when(rate(5)).then(new CampaignPlanChanged(ID, slower(), 1));
    }

    @ParameterizedTest
    @MethodSource("incomplete")
    void what_lacks_something_is_neither_launched_nor_scheduled(
            CampaignPlan plan, LaunchFacts facts, List<String> missing) {
        var created = new CampaignEvent.CampaignCreated(ID, plan);
        campaigns
                .given(created)
                .when(new LaunchCampaign(ID, facts))
                .thenRejected(new CampaignNotReady(missing));
        campaigns
                .given(created)
                .when(new ScheduleCampaign(ID, NOW.plusSeconds(1), facts))
                .thenRejected(new CampaignNotReady(missing));
    }

    static Stream<Arguments> incomplete() {
        var html = CONTENT.html();
        var empty = new LaunchFacts(NOW, 0, true);
        var unverified = new LaunchFacts(NOW, 1, false);
        var way = "{{unsubscribeUrl}}";
        return Stream.of(
                Arguments.of(
                        saying(new Content(null, html, null, null)), FACTS, List.of("subject")),
                Arguments.of(saying(new Content(" ", html, null, null)), FACTS, List.of("subject")),
                Arguments.of(saying(new Content("S", null, null, null)), FACTS, List.of("content")),
                Arguments.of(
                        saying(new Content("S", "<p>", null, null)),
                        FACTS,
                        List.of("unsubscribe-link")),
                Arguments.of(
                        saying(new Content("S", html, "plain", null)),
                        FACTS,
                        List.of("unsubscribe-link")),
                Arguments.of(PLAN, empty, List.of("audience")),
                Arguments.of(PLAN, unverified, List.of("verified-sender")),
                Arguments.of(
                        new CampaignPlan(
                                "x", CampaignType.EMAIL, Audience.EVERYBODY, CONTENT, null, null),
                        FACTS,
                        List.of("sender")),
                Arguments.of(
                        CampaignSpecimen.of(CampaignType.SMS, new Content(null, null, null, null)),
                        FACTS,
                        List.of("sms")),
                Arguments.of(
                        CampaignSpecimen.of(CampaignType.SMS, new Content(null, null, null, "Hi")),
                        FACTS,
                        List.of("unsubscribe-link")),
                Arguments.of(
                        CampaignSpecimen.of(
                                CampaignType.MULTI_CHANNEL, new Content("S", null, way, null)),
                        FACTS,
                        List.of("sms")));
    }

    @Test
    void a_text_message_needs_no_sender_and_no_subject() {
        var plan =
                new CampaignPlan(
                        "x",
                        CampaignType.SMS,
                        Audience.EVERYBODY,
                        new Content(null, null, null, "Hi {{unsubscribeUrl}}"),
                        null,
                        null);
        campaigns
                .given(new CampaignEvent.CampaignCreated(ID, plan))
                .when(new LaunchCampaign(ID, FACTS))
                .then(LAUNCHED);
    }

    @Test
    void a_start_lies_in_the_future_and_can_be_moved() {
        campaigns
                .given(CREATED)
                .when(new ScheduleCampaign(ID, NOW, FACTS))
                .thenRejected(new CampaignNotReady(List.of("start-in-the-future")));
        campaigns
                .given(CREATED)
                .when(new ScheduleCampaign(ID, NOW.plusSeconds(60), FACTS))
                .then(SCHEDULED);
        campaigns
                .given(CREATED, SCHEDULED)
                .when(new ScheduleCampaign(ID, NOW.plusSeconds(60), FACTS))
                .thenNothing();
        campaigns
                .given(CREATED, SCHEDULED)
                .when(new ScheduleCampaign(ID, NOW.plusSeconds(90), FACTS))
                .then(new CampaignScheduled(ID, NOW.plusSeconds(90)));
    }

    @Test
    void what_is_scheduled_stays_complete() {
        campaigns
                .given(CREATED, SCHEDULED)
                .when(saysFromNowOn(Content.NONE))
                .thenRejected(new CampaignNotReady(List.of("subject", "content")));
        campaigns
                .given(CREATED, SCHEDULED)
                .when(rate(5))
                .then(new CampaignPlanChanged(ID, slower(), 1));
    }

    @Test
    void what_starts_by_itself_is_changed_only_by_who_may_launch_it() {
        var toAnother = changing("sender", Patch.set(FROM_ANOTHER));
        var changes =
                Map.of(
                        "type", changing("type", Patch.set(CampaignType.MULTI_CHANNEL)),
                        "audience", changing("audience", Patch.set(null)),
                        "content", changing("content", Patch.set(SAYING_OTHERWISE)),
                        "sender", toAnother);
        changes.forEach(
                (field, change) -> {
                    campaigns
                            .given(CREATED, SCHEDULED)
                            .when(change)
                            .thenRejected(new CampaignAwaitsLaunch(field));
                    assertThat(new CampaignAwaitsLaunch(field).kind())
                            .isEqualTo(Rejection.Kind.FORBIDDEN);
                });
        campaigns
                .given(CREATED)
                .when(toAnother)
                .then(new CampaignPlanChanged(ID, fromAnother(), 1));
        campaigns
                .given(CREATED, SCHEDULED, new CampaignStartRefused(ID, "nobody"))
                .when(toAnother)
                .then(new CampaignPlanChanged(ID, fromAnother(), 1));
        campaigns
                .given(CREATED, SCHEDULED)
                .when(byWhoMayLaunch(toAnother))
                .then(new CampaignPlanChanged(ID, fromAnother(), 1));
    }

    @Test
    void how_a_scheduled_campaign_is_called_and_how_fast_it_goes_is_nobodys_launch() {
        campaigns
                .given(CREATED, SCHEDULED)
                .when(changing("perSecond", Patch.set(5)))
                .then(new CampaignPlanChanged(ID, slower(), 1));
        campaigns
                .given(CREATED, SCHEDULED)
                .when(changing("sender", Patch.set(THE_SAME_SENDER)))
                .thenNothing();
    }

    @Test
    void who_cannot_start_when_due_is_a_draft_again() {
        var refused = new CampaignStartRefused(ID, "nobody");
        campaigns.given(CREATED, SCHEDULED).when(new RefuseStart(ID, "nobody")).then(refused);
        campaigns
                .given(CREATED, SCHEDULED, refused)
                .when(new LaunchCampaign(ID, FACTS))
                .then(LAUNCHED);
        campaigns.given(CREATED, LAUNCHED).when(new RefuseStart(ID, "nobody")).thenNothing();
    }

    @Test
    void once_launched_only_name_and_rate_can_change() {
        campaigns
                .given(CREATED, LAUNCHED, FROZEN)
                .when(saysFromNowOn(Content.NONE))
                .thenRejected(new CampaignIsFrozen("content"));
        campaigns
                .given(CREATED, LAUNCHED, FROZEN)
                .when(
                        changing(
                                Patch.keep(),
                                Patch.set(CampaignType.SMS),
                                Patch.keep(),
                                Patch.keep()))
                .thenRejected(new CampaignIsFrozen("type"));
        campaigns
                .given(CREATED, LAUNCHED, FROZEN)
                .when(changing(Patch.keep(), Patch.keep(), Patch.set(null), Patch.keep()))
                .thenRejected(new CampaignIsFrozen("audience"));
        campaigns
                .given(CREATED, LAUNCHED, FROZEN, COMPLETED)
                .when(rate(5))
                .then(new CampaignPlanChanged(ID, slower(), 1));
    }

    @Test
    void what_is_not_mentioned_stays_at_any_depth() {
        var other =
                new ContentChange(
                        Patch.set("Other"), Patch.keep(), Patch.set("plain"), Patch.keep());
        var sources =
                new AudienceChange(
                        Patch.keep(), Patch.keep(), Patch.set(List.of("fair")), Patch.keep());
        var named = new SenderChange(Patch.set("Somebody"), Patch.keep());
        var change =
                new ChangeCampaign(
                        ID,
                        Patch.keep(),
                        Patch.keep(),
                        Patch.set(sources),
                        Patch.set(other),
                        Patch.set(named),
                        Patch.keep(),
                        true);
        var sender = Objects.requireNonNull(PLAN.sender());
        var changed =
                new CampaignPlan(
                        PLAN.name(),
                        PLAN.type(),
                        new Audience(
                                PLAN.audience().tag(),
                                PLAN.audience().lifecycleStage(),
                                List.of("fair"),
                                PLAN.audience().companyId()),
                        new Content("Other", PLAN.content().html(), "plain", PLAN.content().sms()),
                        new Sender("Somebody", sender.email()),
                        PLAN.perSecond());
        campaigns.given(CREATED).when(change).then(new CampaignPlanChanged(ID, changed, 2));
    }

    @Test
    void a_sender_without_an_address_is_none() {
        var nameless = new SenderChange(Patch.keep(), Patch.set(null));
        campaigns
                .given(CREATED)
                .when(
                        new ChangeCampaign(
                                ID,
                                Patch.keep(),
                                Patch.keep(),
                                Patch.keep(),
                                Patch.keep(),
                                Patch.set(nameless),
                                Patch.keep(),
                                true))
                .thenRejected(new SenderWithoutAddress());
    }

    @Test
    void an_audience_is_frozen_once() {
        var freeze = new FreezeAudience(ID, 4711, AT_FIRST);
        campaigns.given(CREATED, LAUNCHED).when(freeze).then(FROZEN);
        campaigns.given(CREATED, LAUNCHED, PAUSED).when(freeze).then(FROZEN);
        campaigns.given(CREATED, LAUNCHED, FROZEN).when(freeze).thenNothing();
        campaigns
                .given(CREATED)
                .when(freeze)
                .thenRejected(new CampaignIllegalTransition(CampaignStatus.DRAFT, "frozen"));
    }

    @Test
    void what_the_ledger_comes_to_is_noted_when_it_is_news() {
        var half = new DeliveryTotals(5, 4, 0, 1);
        var noted = new CampaignDeliveriesRecorded(ID, half);
        var record = new RecordDeliveries(ID, half);
        campaigns.given(CREATED, LAUNCHED, FROZEN).when(record).then(noted);
        campaigns.given(CREATED, LAUNCHED, FROZEN, noted).when(record).thenNothing();
        campaigns.given(CREATED, LAUNCHED, FROZEN, CANCELLED).when(record).then(noted);
        campaigns.given(CREATED, LAUNCHED).when(record).thenNothing();
    }

    @Test
    void it_is_complete_only_when_nobody_is_left() {
        campaigns
                .given(CREATED, LAUNCHED, FROZEN)
                .when(new CompleteCampaign(ID, DONE))
                .then(COMPLETED);
        campaigns
                .given(CREATED, LAUNCHED, FROZEN)
                .when(new CompleteCampaign(ID, new DeliveryTotals(1, 6, 2, 1)))
                .thenRejected(new CampaignNotFinished(new DeliveryTotals(1, 6, 2, 1)));
        var tooFew = new DeliveryTotals(0, 6, 2, 1);
        campaigns
                .given(CREATED, LAUNCHED, FROZEN)
                .when(new CompleteCampaign(ID, tooFew))
                .thenRejected(new CampaignNotFinished(tooFew));
        campaigns
                .given(CREATED, LAUNCHED)
                .when(new CompleteCampaign(ID, DONE))
                .thenRejected(new CampaignNotFinished(DONE));
        campaigns
                .given(CREATED, LAUNCHED, FROZEN, COMPLETED)
                .when(new CompleteCampaign(ID, DONE))
                .thenNothing();
        campaigns
                .given(CREATED, LAUNCHED, FROZEN, PAUSED)
                .when(new CompleteCampaign(ID, DONE))
                .thenRejected(new CampaignIllegalTransition(CampaignStatus.PAUSED, "completed"));
    }

    /** Every state, by what came before. */
    private static Map<CampaignStatus, List<CampaignEvent>> pasts() {
        return Map.of(
                CampaignStatus.DRAFT, List.of(CREATED),
                CampaignStatus.SCHEDULED, List.of(CREATED, SCHEDULED),
                CampaignStatus.ACTIVE, List.of(CREATED, LAUNCHED, FROZEN),
                CampaignStatus.PAUSED, List.of(CREATED, LAUNCHED, FROZEN, PAUSED),
                CampaignStatus.FAILED, List.of(CREATED, LAUNCHED, FROZEN, FAILED),
                CampaignStatus.COMPLETED, List.of(CREATED, LAUNCHED, FROZEN, COMPLETED),
                CampaignStatus.CANCELLED, List.of(CREATED, LAUNCHED, FROZEN, CANCELLED));
    }

    @ParameterizedTest
    @MethodSource("transitions")
    void the_life_of_a_campaign_has_these_ways_and_no_others(
            CampaignStatus from, CampaignCommand command, @Nullable Object expected) {
        var given =
                campaigns
                        .given(pasts().getOrDefault(from, List.of()).toArray(CampaignEvent[]::new))
                        .when(command);
        switch (expected) {
            case null -> given.thenNothing();
            case CampaignEvent event -> given.then(event);
            default ->
                    given.thenRejected(
                            new CampaignIllegalTransition(from, String.valueOf(expected)));
        }
    }

    static Stream<Arguments> transitions() {
        return Stream.of(
                        ways(
                                new LaunchCampaign(ID, FACTS),
                                "launched",
                                LAUNCHED,
                                List.of(CampaignStatus.DRAFT, CampaignStatus.SCHEDULED),
                                List.of(CampaignStatus.ACTIVE)),
                        ways(
                                new PauseCampaign(ID),
                                "paused",
                                PAUSED,
                                List.of(CampaignStatus.ACTIVE),
                                List.of(CampaignStatus.PAUSED)),
                        ways(
                                new ResumeCampaign(ID),
                                "resumed",
                                new CampaignResumed(ID),
                                List.of(CampaignStatus.PAUSED, CampaignStatus.FAILED),
                                List.of(CampaignStatus.ACTIVE)),
                        ways(
                                new CancelCampaign(ID, "no budget"),
                                "cancelled",
                                CANCELLED,
                                List.of(
                                        CampaignStatus.DRAFT,
                                        CampaignStatus.SCHEDULED,
                                        CampaignStatus.ACTIVE,
                                        CampaignStatus.PAUSED,
                                        CampaignStatus.FAILED),
                                List.of(CampaignStatus.CANCELLED)),
                        ways(
                                new RetryFailed(ID, 2),
                                "retried",
                                new CampaignFailedRetried(ID, 2),
                                List.of(
                                        CampaignStatus.ACTIVE, CampaignStatus.PAUSED,
                                        CampaignStatus.FAILED, CampaignStatus.COMPLETED),
                                List.of()),
                        ways(
                                new ArchiveCampaign(ID),
                                "archived",
                                new CampaignArchived(ID),
                                List.of(
                                        CampaignStatus.DRAFT,
                                        CampaignStatus.COMPLETED,
                                        CampaignStatus.CANCELLED),
                                List.of()),
                        ways(
                                new ScheduleCampaign(ID, NOW.plusSeconds(90), FACTS),
                                "scheduled",
                                new CampaignScheduled(ID, NOW.plusSeconds(90)),
                                List.of(CampaignStatus.DRAFT, CampaignStatus.SCHEDULED),
                                List.of()))
                .flatMap(ways -> ways);
    }

    private static Stream<Arguments> ways(
            CampaignCommand command,
            String wanted,
            CampaignEvent event,
            List<CampaignStatus> from,
            List<CampaignStatus> already) {
        return Arrays.stream(CampaignStatus.values())
                .map(
                        status ->
                                Arguments.of(
                                        status,
                                        command,
                                        from.contains(status)
                                                ? event
                                                : already.contains(status) ? null : wanted));
    }

    @Test
    void what_failed_or_was_completed_goes_on_when_it_is_retried_and_a_pause_lasts() {
        campaigns
                .given(CREATED, LAUNCHED, FROZEN, COMPLETED, new CampaignFailedRetried(ID, 2))
                .when(new PauseCampaign(ID))
                .then(PAUSED);
        campaigns
                .given(CREATED, LAUNCHED, FROZEN, PAUSED, new CampaignFailedRetried(ID, 2))
                .when(new PauseCampaign(ID))
                .thenNothing();
        campaigns
                .given(CREATED, LAUNCHED, FROZEN, COMPLETED)
                .when(new RetryFailed(ID, 0))
                .thenNothing();
    }

    @Test
    void only_one_that_runs_can_fail() {
        var fail = new FailCampaign(ID, "refused", AT_FIRST);
        campaigns.given(CREATED, LAUNCHED, FROZEN).when(fail).then(FAILED);
        campaigns.given(CREATED, LAUNCHED, FROZEN, FAILED).when(fail).thenNothing();
        campaigns.given(CREATED, LAUNCHED, FROZEN, PAUSED).when(fail).thenNothing();
    }

    @Test
    void what_is_archived_takes_no_change_until_it_is_restored_as_it_was() {
        var archived = new CampaignArchived(ID);
        campaigns
                .given(CREATED, archived)
                .when(new LaunchCampaign(ID, FACTS))
                .thenRejected(new RecordRejection.Archived(ID.value()));
        campaigns.given(CREATED, archived).when(new ArchiveCampaign(ID)).thenNothing();
        campaigns
                .given(CREATED, archived)
                .when(new RestoreCampaign(ID))
                .then(new CampaignRestored(ID));
        campaigns
                .given(CREATED, archived, new CampaignRestored(ID))
                .when(new LaunchCampaign(ID, FACTS))
                .then(LAUNCHED);
        campaigns.given(CREATED).when(new RestoreCampaign(ID)).thenNothing();
    }

    /** Whatever is asked in whatever order: events fold, and what is over stays over. */
    @Test
    void any_sequence_of_commands_leaves_a_campaign_that_folds_to_itself() {
        var random = new Random(42);
        var decider = new CampaignDecider();
        for (int run = 0; run < 500; run++) {
            var state = decider.initial();
            var history = new ArrayList<CampaignEvent>();
            for (int step = 0; step < 30; step++) {
                var decision = decider.decide(state, anything(random));
                if (decision instanceof Decision.Accept<CampaignEvent>(var events, _)) {
                    for (var event : events) {
                        state = decider.evolve(state, event);
                        history.add(event);
                    }
                }
            }
            var folded = decider.initial();
            for (var event : history) {
                folded = decider.evolve(folded, event);
            }
            assertThat(folded).isEqualTo(state);
            assertThat(history.stream().filter(CampaignLaunched.class::isInstance))
                    .as("%s", history)
                    .hasSizeLessThanOrEqualTo(1);
            var completed =
                    history.stream()
                            .filter(CampaignCompleted.class::isInstance)
                            .map(event -> ((CampaignCompleted) event).totals())
                            .toList();
            assertThat(completed).allMatch(totals -> totals.queued() == 0);
        }
    }

    @Test
    void any_event_after_any_state_gives_a_state() {
        var random = new Random(7);
        var decider = new CampaignDecider();
        var events =
                List.of(
                        CREATED,
                        LAUNCHED,
                        FROZEN,
                        PAUSED,
                        FAILED,
                        COMPLETED,
                        CANCELLED,
                        SCHEDULED,
                        new CampaignArchived(ID),
                        new CampaignRestored(ID),
                        new CampaignResumed(ID),
                        new CampaignFailedRetried(ID, 1),
                        new CampaignStartRefused(ID, "x"),
                        new CampaignPlanChanged(ID, slower(), 1),
                        new CampaignDeliveriesRecorded(ID, DONE));
        for (int run = 0; run < 200; run++) {
            var state = decider.initial();
            for (int step = 0; step < 20; step++) {
                state = decider.evolve(state, events.get(random.nextInt(events.size())));
                assertThat(state).isNotNull();
            }
        }
    }

    private static CampaignCommand anything(Random random) {
        var totals =
                new DeliveryTotals(random.nextInt(2), random.nextInt(10), random.nextInt(2), 1);
        return switch (random.nextInt(15)) {
            case 0, 1 -> new CreateCampaign(ID, PLAN);
            case 2 -> new ScheduleCampaign(ID, NOW.plusSeconds(random.nextInt(100)), FACTS);
            case 3 -> new LaunchCampaign(ID, FACTS);
            case 4 -> new FreezeAudience(ID, 1, AT_FIRST);
            case 5 -> new RecordDeliveries(ID, totals);
            case 6 -> new PauseCampaign(ID);
            case 7 -> new ResumeCampaign(ID);
            case 8 -> new RetryFailed(ID, random.nextInt(3));
            case 9 -> new CompleteCampaign(ID, DONE);
            case 10 -> new FailCampaign(ID, "refused", totals);
            case 11 -> new RefuseStart(ID, "x");
            case 12 -> rate(1 + random.nextInt(5));
            case 13 ->
                    random.nextInt(5) == 0
                            ? new CancelCampaign(ID, null)
                            : new CompleteCampaign(ID, totals);
            default -> random.nextBoolean() ? new ArchiveCampaign(ID) : new RestoreCampaign(ID);
        };
    }

    private static CampaignPlan saying(Content content) {
        return CampaignSpecimen.saying(content);
    }

    private static CampaignPlan slower() {
        return new CampaignPlan(
                PLAN.name(), PLAN.type(), PLAN.audience(), PLAN.content(), PLAN.sender(), 5);
    }

    private static ChangeCampaign saysFromNowOn(Content content) {
        return changing(
                Patch.set(
                        new ContentChange(
                                Patch.set(content.subject()),
                                Patch.set(content.html()),
                                Patch.set(content.text()),
                                Patch.set(content.sms()))),
                Patch.keep(),
                Patch.keep(),
                Patch.keep());
    }

    private static ChangeCampaign rate(int perSecond) {
        return changing(Patch.keep(), Patch.keep(), Patch.keep(), Patch.set(perSecond));
    }

    private static ChangeCampaign changing(
            Patch<ContentChange> content,
            Patch<CampaignType> type,
            Patch<AudienceChange> audience,
            Patch<Integer> perSecond) {
        return new ChangeCampaign(
                ID, Patch.keep(), type, audience, content, Patch.keep(), perSecond, true);
    }

    private static final ContentChange SAYING_OTHERWISE =
            new ContentChange(Patch.set("Other"), Patch.keep(), Patch.keep(), Patch.keep());
    private static final SenderChange FROM_ANOTHER =
            new SenderChange(Patch.keep(), Patch.set("other@example.com"));
    private static final SenderChange THE_SAME_SENDER =
            new SenderChange(Patch.keep(), Patch.set("news@example.com"));

    private static CampaignPlan fromAnother() {
        return new CampaignPlan(
                PLAN.name(),
                PLAN.type(),
                PLAN.audience(),
                PLAN.content(),
                new Sender("Cancity", "other@example.com"),
                PLAN.perSecond());
    }

    /** A change of one thing, by somebody who may not launch. */
    @SuppressWarnings("unchecked")
    private static ChangeCampaign changing(String field, Patch<?> to) {
        return new ChangeCampaign(
                ID,
                Patch.keep(),
                field.equals("type") ? (Patch<CampaignType>) to : Patch.keep(),
                field.equals("audience") ? (Patch<AudienceChange>) to : Patch.keep(),
                field.equals("content") ? (Patch<ContentChange>) to : Patch.keep(),
                field.equals("sender") ? (Patch<SenderChange>) to : Patch.keep(),
                field.equals("perSecond") ? (Patch<Integer>) to : Patch.keep(),
                false);
    }

    private static ChangeCampaign byWhoMayLaunch(ChangeCampaign change) {
        return new ChangeCampaign(
                change.campaignId(),
                change.name(),
                change.type(),
                change.audience(),
                change.content(),
                change.sender(),
                change.perSecond(),
                true);
    }
}
