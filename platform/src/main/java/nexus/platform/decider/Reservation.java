package nexus.platform.decider;

import nexus.api.Rejection;

/**
 * A value that may exist once only, across streams: an e-mail address, a slug, an external id.
 * Claimed or freed in the same transaction that appends the events of the decision.
 */
public sealed interface Reservation {

    /** Within which bounds a value is unique. */
    enum Scope {
        ORGANIZATION,
        INSTALLATION
    }

    Scope scope();

    /** What kind of value: {@code user.email}. */
    String kind();

    /** The value, in the form in which it must be unique. */
    String value();

    /**
     * Takes the value, or refuses the command with {@code ifTaken}. One's own may be taken again.
     */
    record Claim(Scope scope, String kind, String value, Rejection ifTaken)
            implements Reservation {}

    /** Gives the value back, if this stream holds it. */
    record Release(Scope scope, String kind, String value) implements Reservation {}
}
