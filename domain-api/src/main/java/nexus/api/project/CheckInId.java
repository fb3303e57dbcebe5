package nexus.api.project;

import nexus.api.Id;

/** Identifies somebody's checking in at a site. */
public record CheckInId(String value) implements Id {

    public static final String PREFIX = "checkin";

    @Override
    public String toString() {
        return value;
    }
}
