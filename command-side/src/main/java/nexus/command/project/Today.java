package nexus.command.project;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import nexus.platform.SharedClock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The day by which rules are judged: that of what happened, in UTC as all days are. */
@Component
class Today {

    private final SharedClock clock;

    Today(SharedClock clock) {
        this.clock = clock;
    }

    /** The day on which it happened; null for now. */
    LocalDate of(@Nullable Instant occurredAt) {
        var instant = occurredAt == null ? clock.instant() : occurredAt;
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
