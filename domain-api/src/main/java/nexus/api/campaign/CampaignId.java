package nexus.api.campaign;

import nexus.api.Id;

/** Identifies a campaign. */
public record CampaignId(String value) implements Id {

    public static final String PREFIX = "campaign";

    @Override
    public String toString() {
        return value;
    }
}
