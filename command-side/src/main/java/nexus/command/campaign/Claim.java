package nexus.command.campaign;

import nexus.api.campaign.CampaignId;
import nexus.api.campaign.CampaignType;
import nexus.api.identity.OrganizationId;
import nexus.platform.work.Lease;

/** A campaign that somebody works on, and the lease under which they do. */
record Claim(
        CampaignId campaignId, OrganizationId organizationId, CampaignType type, Lease lease) {}
