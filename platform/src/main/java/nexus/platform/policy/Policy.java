package nexus.platform.policy;

import java.util.List;
import nexus.api.Command;
import nexus.api.CommandResult.Rejected;
import nexus.api.DomainEvent;
import nexus.platform.eventstore.RecordedEvent;

/**
 * When this happens, then that is to be done. Named {@code WhenXThenY}; declaring one as a bean is
 * all the wiring there is.
 *
 * <p>A policy meets every event once that happens after its own beginning, those of one stream in
 * their order, on one node at a time. It never meets those of before: what it would do about them
 * is done, or was never wanted. After a failure it may be asked about an event again, but none of
 * its commands changes anything a second time.
 */
public interface Policy<E extends DomainEvent> {

    /** Under which its place in the stream is kept: {@code deal-follows-project}. Never changed. */
    String name();

    /** The family of events, or the one event, that it is about. */
    Class<E> events();

    /**
     * What is to be done because of an event, in this order; nothing if it is none of its business.
     *
     * <p>Asked again it may find other facts, but commands that make something new must give it the
     * same id again: one that follows from the event's.
     */
    List<Command> commands(E event, RecordedEvent recorded);

    /** What to do about a refusal; by default a person has to look at it. */
    default Verdict refused(Command command, Rejected refusal, RecordedEvent recorded) {
        return Verdict.PARK;
    }

    /** What a refused command means for the rest of what is to be done. */
    enum Verdict {
        /** It is as it should be, or should not be otherwise: the next command is sent. */
        SO_BE_IT,
        /** It is as it should be, and so is the rest. */
        ENOUGH,
        /** Facts have changed since they were asked for: all is asked for again. */
        AGAIN,
        /** Nobody has foreseen this. The event is put aside, and what follows in its stream. */
        PARK
    }
}
