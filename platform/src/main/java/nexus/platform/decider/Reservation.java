package nexus.platform.decider;

import nexus.api.Rejection;

/**
 * A value that may exist once only, across streams: an e-mail address, a slug, an external id.
 * Claimed or freed in the same transaction that appends the events of the decision.
 */
public sealed interface Reservation {

    /** What kind of value: {@code user.email}. */
    String kind();

    /** The value, in the form in which it must be unique; with the tenant in it if per tenant. */
    String value();

    /** The stream that holds the value. */
    String streamId();

    /**
     * Takes the value, or refuses the command with {@code ifTaken}. Taking one's own again is fine.
     */
    record Claim(String kind, String value, String streamId, Rejection ifTaken)
            implements Reservation {}

    /** Gives the value back, if this stream holds it. */
    record Release(String kind, String value, String streamId) implements Reservation {}
}
