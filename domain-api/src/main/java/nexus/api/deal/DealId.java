package nexus.api.deal;

import nexus.api.Id;

/** Identifies a deal. */
public record DealId(String value) implements Id {

    public static final String PREFIX = "deal";

    @Override
    public String toString() {
        return value;
    }
}
