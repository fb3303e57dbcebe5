package nexus.query.analytics;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import nexus.platform.query.ListRequest;
import nexus.platform.web.InvalidRequest;
import org.jspecify.annotations.Nullable;

/** From when to when numbers are asked for; a date means its beginning, in UTC. */
record Period(@Nullable Instant from, @Nullable Instant to) {

    static Period of(ListRequest request) {
        var period = new Period(instant(request, "from"), instant(request, "to"));
        if (period.from != null && period.to != null && period.to.isBefore(period.from)) {
            throw new InvalidRequest("to", "before-from", "must not be before from");
        }
        return period;
    }

    private static @Nullable Instant instant(ListRequest request, String name) {
        var text = request.first(name);
        if (text == null) {
            return null;
        }
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidRequest(
                    name, "malformed", "must be a date or an instant like 2026-01-31T12:00:00Z");
        }
    }

    /** In a form that the database compares, null for open ends. */
    @Nullable String fromText() {
        return from == null ? null : from.toString();
    }

    @Nullable String toText() {
        return to == null ? null : to.toString();
    }
}
