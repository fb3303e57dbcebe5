package nexus.api.activity;

import nexus.api.Id;

/** Identifies an activity. */
public record ActivityId(String value) implements Id {

    public static final String PREFIX = "activity";

    @Override
    public String toString() {
        return value;
    }
}
