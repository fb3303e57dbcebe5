package nexus.query.activity;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nexus.platform.query.ListRequest;
import nexus.platform.query.Moment;
import nexus.platform.query.ReadModel;
import nexus.platform.web.InvalidRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The days of an organization, by which tasks are due: they begin where its time zone says. */
@Component
class DueDates {

    private static final String SCHEDULED = "scheduledAt";

    private final ReadModel model;

    DueDates(ReadModel model) {
        this.model = model;
    }

    /** Asks for tasks that are due then, seen from the moment that is asked about, and not done. */
    ListRequest narrowed(Moment moment, @Nullable Due due, ListRequest request) {
        var narrowed = new HashMap<>(request.parameters());
        narrowed.remove("due");
        narrowed.putIfAbsent("status", List.of(ActivityRow.Status.OPEN.name()));
        if (due != null) {
            refuseOtherBounds(request);
            narrowed.putAll(bounds(moment, due));
        }
        return new ListRequest(narrowed);
    }

    private static void refuseOtherBounds(ListRequest request) {
        if (request.parameters().keySet().stream().anyMatch(name -> name.startsWith(SCHEDULED))) {
            throw new InvalidRequest("due", "ambiguous", "must not be given with scheduledAt");
        }
    }

    private Map<String, List<String>> bounds(Moment moment, Due due) {
        var now = instantOf(moment);
        var zone = zoneOf(moment);
        var today = LocalDate.ofInstant(now, zone);
        return switch (due) {
            case OVERDUE -> Map.of(SCHEDULED + ".lt", List.of(now.toString()));
            case TODAY -> days(today, today.plusDays(1), zone);
            case WEEK -> days(today, today.plusDays(7), zone);
        };
    }

    private static Map<String, List<String>> days(LocalDate from, LocalDate before, ZoneId zone) {
        return Map.of(
                SCHEDULED + ".gte", List.of(from.atStartOfDay(zone).toInstant().toString()),
                SCHEDULED + ".lt", List.of(before.atStartOfDay(zone).toInstant().toString()));
    }

    private Instant instantOf(Moment moment) {
        return switch (moment) {
            case Moment.Now _ -> model.now();
            case Moment.AsOf(_, var instant) -> instant;
            case Moment.EffectiveAt(_, var instant) -> instant;
        };
    }

    private ZoneId zoneOf(Moment moment) {
        return model.sql(moment, "select o.settings ->> 'timeZone' from {lookup:organizations} o")
                .query(String.class)
                .optional()
                .map(DueDates::zone)
                .orElse(ZoneOffset.UTC);
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return ZoneOffset.UTC; // the settings take any name that looks like one
        }
    }
}
