package nexus.command.campaign;

import java.time.Instant;
import java.util.List;
import nexus.api.campaign.CampaignEvent;
import nexus.api.campaign.CampaignEvent.CampaignArchived;
import nexus.api.campaign.CampaignEvent.CampaignAudienceFrozen;
import nexus.api.campaign.CampaignEvent.CampaignCancelled;
import nexus.api.campaign.CampaignEvent.CampaignCompleted;
import nexus.api.campaign.CampaignEvent.CampaignCreated;
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
import nexus.api.campaign.CampaignStatus;
import nexus.platform.eventstore.RecordedEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How campaigns stand, for the worker: what their events come to. */
@Component
class CampaignRuns {

    private final JdbcClient db;

    CampaignRuns(JdbcClient db) {
        this.db = db;
    }

    /** Takes in what happened to campaigns, in its order; what it has had already it leaves. */
    void take(List<RecordedEvent> events) {
        events.forEach(this::take);
    }

    private void take(RecordedEvent recorded) {
        var event = (CampaignEvent) recorded.event();
        if (event instanceof CampaignCreated(var id, var plan)) {
            db.sql(
                            """
                            insert into campaign_run
                              (campaign_id, organization_id, type, per_second, status, position)
                            values (:id, :organization, :type, cast(:perSecond as integer), 'DRAFT',
                              :position)
                            on conflict (campaign_id) do nothing""")
                    .param("id", id.value())
                    .param("organization", recorded.organizationId())
                    .param("type", plan.type().name())
                    .param("perSecond", plan.perSecond())
                    .param("position", recorded.position())
                    .update();
        } else if (isNew(recorded)) {
            follow(event);
        }
    }

    private boolean isNew(RecordedEvent event) {
        return db.sql(
                                """
                                update campaign_run set position = :position
                                where campaign_id = :id and position < :position""")
                        .param("id", event.streamId())
                        .param("position", event.position())
                        .update()
                == 1;
    }

    private void follow(CampaignEvent event) {
        var id = event.streamId();
        switch (event) {
            case CampaignCreated _,
                    CampaignAudienceFrozen _,
                    CampaignDeliveriesRecorded _,
                    CampaignArchived _,
                    CampaignRestored _ -> {}
            case CampaignPlanChanged(_, var plan, _) ->
                    db.sql(
                                    """
                                    update campaign_run set type = :type,
                                      per_second = cast(:perSecond as integer)
                                    where campaign_id = :id""")
                            .param("id", id)
                            .param("type", plan.type().name())
                            .param("perSecond", plan.perSecond())
                            .update();
            case CampaignScheduled(_, var startAt) -> stands(id, CampaignStatus.SCHEDULED, startAt);
            case CampaignStartRefused _ -> stands(id, CampaignStatus.DRAFT, null);
            case CampaignLaunched _ -> starts(id);
            case CampaignResumed _ -> starts(id);
            case CampaignPaused _ -> stands(id, CampaignStatus.PAUSED, null);
            case CampaignCancelled _ -> stands(id, CampaignStatus.CANCELLED, null);
            case CampaignCompleted _ -> stands(id, CampaignStatus.COMPLETED, null);
            case CampaignFailed _ -> stands(id, CampaignStatus.FAILED, null);
            case CampaignFailedRetried _ -> {
                queueFailed(id);
                if (!isPaused(id)) {
                    starts(id);
                }
            }
        }
    }

    private void stands(String id, CampaignStatus status, @Nullable Instant startAt) {
        db.sql(
                        """
                        update campaign_run set status = :status,
                          start_at = cast(:startAt as timestamptz)
                        where campaign_id = :id""")
                .param("id", id)
                .param("status", status.name())
                .param("startAt", startAt == null ? null : startAt.toString())
                .update();
    }

    /** With a budget of its own for what may go wrong from here on. */
    private void starts(String id) {
        db.sql(
                        """
                        update campaign_run set status = 'ACTIVE', start_at = null, attempted = 0,
                          faults = 0, outages = 0, not_before = null
                        where campaign_id = :id""")
                .param("id", id)
                .update();
    }

    private boolean isPaused(String id) {
        return db.sql("select status = 'PAUSED' from campaign_run where campaign_id = :id")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    /** Whoever was sent to, or is not to be, stays as they are. */
    private void queueFailed(String id) {
        db.sql(
                        """
                        with again as (
                          update campaign_delivery
                          set state = 'QUEUED', reason = null, attempts = 0, not_before = null,
                            handing_at = null, written_at = null, at = clock_timestamp()
                          where campaign_id = :id and state = 'FAILED' returning 1)
                        update campaign_run set queued = queued + tally.many,
                          failed = failed - tally.many
                        from (select count(*)::int as many from again) as tally
                        where campaign_id = :id""")
                .param("id", id)
                .update();
    }
}
