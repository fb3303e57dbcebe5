package nexus.command.campaign;

import static nexus.command.campaign.CampaignSpecimen.CREATED;
import static nexus.command.campaign.CampaignSpecimen.FROZEN;
import static nexus.command.campaign.CampaignSpecimen.ID;
import static nexus.command.campaign.CampaignSpecimen.LAUNCHED;
import static nexus.command.campaign.CampaignSpecimen.PLAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import nexus.api.campaign.CampaignCommand.ArchiveCampaign;
import nexus.api.campaign.CampaignCommand.PauseCampaign;
import nexus.api.campaign.CampaignCommand.RestoreCampaign;
import nexus.api.campaign.CampaignCommand.ResumeCampaign;
import nexus.api.campaign.CampaignEvent;
import nexus.api.campaign.CampaignEvent.CampaignArchived;
import nexus.api.campaign.CampaignEvent.CampaignCancelled;
import nexus.api.campaign.CampaignEvent.CampaignPaused;
import nexus.api.campaign.CampaignEvent.CampaignPlanChanged;
import nexus.api.campaign.CampaignEvent.CampaignResumed;
import nexus.api.campaign.CampaignPlan;
import nexus.api.campaign.Content;
import nexus.platform.decider.Decision;
import nexus.platform.web.Refused;
import nexus.platform.web.Undone;
import org.junit.jupiter.api.Test;

class CampaignReversalTest {

    private final CampaignDecider decider = new CampaignDecider();

    private Campaign folded(List<CampaignEvent> events) {
        var campaign = decider.initial();
        for (var event : events) {
            campaign = decider.evolve(campaign, event);
        }
        return campaign;
    }

    /** The event that is taken back is the one at this place. */
    private Undone<Campaign> undone(int place, CampaignEvent... events) {
        var all = List.of(events);
        return new Undone<>(
                folded(all.subList(0, place)),
                folded(all.subList(0, place + 1)),
                folded(all),
                all.subList(0, place));
    }

    private static CampaignPlanChanged changed(CampaignPlan plan, int version) {
        return new CampaignPlanChanged(ID, plan, version);
    }

    private static CampaignPlan named(String name, CampaignPlan plan) {
        return new CampaignPlan(
                name,
                plan.type(),
                plan.audience(),
                plan.content(),
                plan.sender(),
                plan.perSecond());
    }

    @Test
    void a_plan_is_what_it_was_but_for_what_was_changed_since() {
        var other = CampaignSpecimen.saying(new Content("Other", null, null, null));
        var event = undone(1, CREATED, changed(other, 2), changed(named("Summer", other), 2));

        var command = CampaignReversal.of(ID, event, true);

        assertThat(event.conflicts()).isEmpty();
        var decision = decider.decide(event.now(), command);
        assertThat(decision).isInstanceOf(Decision.Accept.class);
        var events = ((Decision.Accept<CampaignEvent>) decision).events();
        assertThat(((CampaignPlanChanged) events.getFirst()).plan())
                .isEqualTo(named("Summer", PLAN));
    }

    @Test
    void what_was_changed_again_is_a_conflict() {
        var event =
                undone(
                        1,
                        CREATED,
                        changed(named("Summer", PLAN), 1),
                        changed(named("Autumn", PLAN), 1));
        CampaignReversal.of(ID, event, true);
        assertThat(event.conflicts()).containsExactly("name");
    }

    @Test
    void a_pause_and_an_end_of_it_and_what_was_put_away_go_back() {
        assertThat(CampaignReversal.of(ID, undone(0, CREATED), true))
                .isEqualTo(new ArchiveCampaign(ID));
        var paused = new CampaignPaused(ID);
        assertThat(CampaignReversal.of(ID, undone(3, CREATED, LAUNCHED, FROZEN, paused), true))
                .isEqualTo(new ResumeCampaign(ID));
        assertThat(
                        CampaignReversal.of(
                                ID,
                                undone(
                                        4,
                                        CREATED,
                                        LAUNCHED,
                                        FROZEN,
                                        paused,
                                        new CampaignResumed(ID)),
                                true))
                .isEqualTo(new PauseCampaign(ID));
        assertThat(CampaignReversal.of(ID, undone(1, CREATED, new CampaignArchived(ID)), true))
                .isEqualTo(new RestoreCampaign(ID));
    }

    @Test
    void what_was_sent_or_has_ended_is_not_taken_back() {
        for (var event :
                List.of(
                        undone(1, CREATED, LAUNCHED),
                        undone(2, CREATED, LAUNCHED, FROZEN),
                        undone(1, CREATED, new CampaignCancelled(ID, null)))) {
            assertThatThrownBy(() -> CampaignReversal.of(ID, event, true))
                    .isInstanceOf(Refused.class)
                    .hasMessage("undo.irreversible");
        }
    }
}
