package nexus.command.campaign;

import org.jspecify.annotations.Nullable;

/** What became of handing a message over. */
sealed interface Outcome {

    /**
     * It was taken.
     *
     * @param providerId the name that whoever delivers gave it, if any
     */
    record Sent(@Nullable String providerId) implements Outcome {}

    /**
     * It was handed over, and nobody said whether it was taken.
     *
     * @param repeatable whether it may be handed over again
     */
    record Unconfirmed(boolean repeatable) implements Outcome {}

    /** It will never be taken: there is something wrong with the message or the address. */
    record Refused(String why) implements Outcome {}

    /** Whoever it is for has told those who deliver it that they want no more of this. */
    record OptedOut() implements Outcome {}

    /** This one is not taken now, and may be later. */
    record Later(String why) implements Outcome {}

    /** Nobody is there to take anything. */
    record Away(String why) implements Outcome {}

    /** Somebody else works on the campaign by now; it was not handed over. */
    record CalledOff() implements Outcome {}
}
