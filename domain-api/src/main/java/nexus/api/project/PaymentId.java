package nexus.api.project;

import nexus.api.Id;

/** Identifies a payment of a project. */
public record PaymentId(String value) implements Id {

    public static final String PREFIX = "payment";

    @Override
    public String toString() {
        return value;
    }
}
