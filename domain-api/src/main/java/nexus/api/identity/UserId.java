package nexus.api.identity;

import nexus.api.Id;

/** Identifies a user. */
public record UserId(String value) implements Id {

    public static final String PREFIX = "user";

    @Override
    public String toString() {
        return value;
    }
}
