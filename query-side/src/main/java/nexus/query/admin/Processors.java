package nexus.query.admin;

import java.time.Instant;
import java.util.List;
import nexus.api.Action;
import nexus.api.Resource;
import nexus.platform.projection.ProjectionStatus;
import nexus.platform.projection.ProjectionStatus.Segment;
import nexus.platform.security.Actor;
import nexus.platform.security.Permissions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How whatever moves projections is doing, as far as somebody may see it. */
@Component
class Processors {

    private final ProjectionStatus status;
    private final Replays replays;
    private final Operators operators;

    Processors(ProjectionStatus status, Replays replays, Operators operators) {
        this.status = status;
        this.replays = replays;
        this.operators = operators;
    }

    /** How a segment is getting on. */
    enum State {
        /** Has taken in everything. */
        CURRENT,
        BEHIND,
        /** Last failed, and has not moved since. */
        FAILED,
        /** Nobody moves it. */
        STOPPED;

        static State of(Segment segment) {
            if (segment.error() != null) {
                return FAILED;
            }
            if (segment.owner() == null) {
                return STOPPED;
            }
            return segment.lag() == 0 ? CURRENT : BEHIND;
        }
    }

    /**
     * One segment of a processor.
     *
     * @param error only operators are told, as it may name what belongs to others
     */
    record Processor(
            String name,
            int segment,
            int segments,
            State state,
            long position,
            long head,
            long lag,
            double lagSeconds,
            double rate,
            @Nullable String node,
            @Nullable String error,
            @Nullable Instant failedAt) {}

    /**
     * All of them.
     *
     * @param replayable what can be made anew, by name
     */
    record All(List<Processor> data, List<String> replayable) {}

    All all(Actor actor) {
        Permissions.require(actor, Action.READ, Resource.OPERATIONS);
        var tellsAll = operators.include(actor);
        return new All(
                status.all().stream().map(segment -> shown(segment, tellsAll)).toList(),
                List.copyOf(replays.names()));
    }

    private static Processor shown(Segment segment, boolean tellsAll) {
        return new Processor(
                segment.processor(),
                segment.segment(),
                segment.segments(),
                State.of(segment),
                segment.position(),
                segment.head(),
                segment.lag(),
                segment.lagSeconds(),
                segment.rate(),
                segment.owner(),
                tellsAll ? segment.error() : null,
                segment.failedAt());
    }
}
