package nexus.command.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import nexus.api.campaign.CampaignCommand.LaunchCampaign;
import nexus.api.campaign.CampaignCommand.RetryFailed;
import nexus.api.campaign.CampaignCommand.ScheduleCampaign;
import nexus.api.campaign.CampaignId;
import nexus.api.campaign.CampaignPlan;
import nexus.api.campaign.LaunchFacts;
import nexus.api.identity.OrganizationId;
import nexus.platform.SharedClock;
import nexus.platform.security.CurrentActor;
import nexus.platform.web.CommandEndpoint;
import nexus.platform.web.CommandEndpoint.Answer;
import nexus.platform.web.Refused;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds out what must be known for a campaign to start, and asks for it. */
@Component
class Launching {

    /** How long who launches a campaign waits for its audience; then it goes on without them. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final LaunchFacts OF_NOTHING = new LaunchFacts(Instant.EPOCH, 0, false);

    private final CampaignStreams campaigns;
    private final Audiences audiences;
    private final VerifiedSenders senders;
    private final CommandEndpoint commands;
    private final CurrentActor actor;
    private final SharedClock clock;
    private final JdbcClient db;

    Launching(
            CampaignStreams campaigns,
            Audiences audiences,
            VerifiedSenders senders,
            CommandEndpoint commands,
            CurrentActor actor,
            SharedClock clock,
            JdbcClient db) {
        this.campaigns = campaigns;
        this.audiences = audiences;
        this.senders = senders;
        this.commands = commands;
        this.actor = actor;
        this.clock = clock;
        this.db = db;
    }

    /** What a decision to start must know; empty if there is no such campaign. */
    Optional<LaunchFacts> facts(CampaignId id, OrganizationId organization) {
        return campaigns.plan(id, organization).map(plan -> facts(plan, organization));
    }

    private LaunchFacts facts(CampaignPlan plan, OrganizationId organization) {
        return new LaunchFacts(
                clock.instant(),
                audiences.count(organization, plan.audience()),
                senders.areVerified(plan));
    }

    private LaunchFacts ours(CampaignId id) {
        return facts(id, actor.get().organizationId()).orElse(OF_NOTHING);
    }

    ResponseEntity<Answer> schedule(CampaignId id, Instant startAt) {
        return commands.change(new ScheduleCampaign(id, startAt, ours(id)));
    }

    /** Launches a campaign, and answers when its audience is settled or that takes too long. */
    ResponseEntity<Answer> launch(CampaignId id) {
        var launched = commands.change(new LaunchCampaign(id, ours(id)));
        if (launched.getHeaders().containsHeader(CommandEndpoint.REPLAY)) {
            return launched;
        }
        awaitAudience(id);
        try {
            return commands.standing(new LaunchCampaign(id, OF_NOTHING));
        } catch (Refused overAlreadyOrChangedSince) {
            return launched;
        }
    }

    private void awaitAudience(CampaignId id) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (System.nanoTime() < end && !isSettled(id)) {
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isSettled(CampaignId id) {
        return db.sql(
                        """
                        select exists (select from campaign_run
                        where campaign_id = :id and frozen_at is not null)""")
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }

    ResponseEntity<Answer> retryFailed(CampaignId id) {
        var failed =
                db.sql(
                                """
                                select failed from campaign_run
                                where campaign_id = :id and organization_id = :organization""")
                        .param("id", id.value())
                        .param("organization", actor.get().organizationId().value())
                        .query(Integer.class)
                        .optional()
                        .orElse(0);
        return commands.change(new RetryFailed(id, failed));
    }
}
