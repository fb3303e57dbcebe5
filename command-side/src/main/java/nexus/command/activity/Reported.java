package nexus.command.activity;

import java.time.Instant;
import nexus.command.activity.ActivityCommandController.Body;
import nexus.command.activity.ActivityCommandController.Completion;
import nexus.platform.SharedClock;
import nexus.platform.web.InvalidRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** When in the business what is reported about activities happened; null is now. */
@Component
class Reported {

    private final SharedClock clock;

    Reported(SharedClock clock) {
        this.clock = clock;
    }

    /**
     * When an activity began to be known of: what was done already, when it was done.
     *
     * @throws InvalidRequest if that is in the future, or said twice
     */
    @Nullable Instant added(Body body) {
        var completed = body.completedAt();
        if (completed == null) {
            return body.occurredAt();
        }
        if (body.occurredAt() != null) {
            throw new InvalidRequest(
                    "occurredAt", "ambiguous", "must not be given together with completedAt");
        }
        if (completed.isAfter(clock.instant())) {
            throw new InvalidRequest("completedAt", "in-future", "must not be in the future");
        }
        return completed;
    }

    @Nullable Instant completed(@Nullable Completion body) {
        return body == null ? null : body.occurredAt();
    }
}
