package nexus.query.stream;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nexus.api.Action;
import nexus.api.Resource;
import nexus.platform.query.ListRequest;
import nexus.platform.query.ReadModel;
import nexus.platform.query.ReadModel.Past;
import nexus.platform.security.Actor;
import nexus.platform.security.Permissions;
import nexus.platform.web.InvalidRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How much changed when: what a reader sees of the past before going there. */
@Component
class Density {

    /** The records whose changes are counted, and the view that has them. */
    private static final Map<String, Resource> RESOURCES =
            Map.of(
                    "deals", Resource.DEALS,
                    "contacts", Resource.CONTACTS,
                    "companies", Resource.COMPANIES,
                    "projects", Resource.PROJECTS,
                    "activities", Resource.ACTIVITIES,
                    "campaigns", Resource.CAMPAIGNS);

    /**
     * Changes in equal parts of a span of time.
     *
     * @param from the beginning of the first part
     * @param parts how many there were in each
     */
    record Answer(Instant from, Instant to, List<Long> parts) {}

    record Count(int part, long count) {}

    private final ReadModel model;

    Density(ReadModel model) {
        this.model = model;
    }

    Answer of(Actor reader, ListRequest request) {
        var view = resource(reader, request);
        var past = past(request);
        var end = instant(request, "to");
        var to = end == null ? model.now() : end;
        var from = instant(request, "from");
        var begin = from == null ? first(reader, past, view, to) : from;
        if (!begin.isBefore(to)) {
            throw new InvalidRequest("to", "before-from", "must be after from");
        }
        return new Answer(
                begin,
                to,
                counted(reader, past, view, begin, to, request.number("parts", 120, 1, 500)));
    }

    private static String resource(Actor reader, ListRequest request) {
        var name = request.first("resource");
        var resource = name == null ? null : RESOURCES.get(name);
        if (name == null || resource == null) {
            throw new InvalidRequest(
                    "resource",
                    "unknown",
                    "must be one of "
                            + String.join(", ", RESOURCES.keySet().stream().sorted().toList()));
        }
        Permissions.require(reader, Action.READ, resource);
        return name;
    }

    private static Past past(ListRequest request) {
        var text = request.first("past");
        if (text != null && !text.equals("known") && !text.equals("effective")) {
            throw new InvalidRequest("past", "unknown", "must be known or effective");
        }
        return text == null ? Past.KNOWN : Past.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static @Nullable Instant instant(ListRequest request, String name) {
        var text = request.first(name);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidRequest(
                    name, "malformed", "must be an instant like 2026-01-31T12:00:00Z");
        }
    }

    private Instant first(Actor reader, Past past, String view, Instant to) {
        return model.everSql(reader, past, view, "select min(valid_from) from {rows}")
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant)
                .filter(first -> first.isBefore(to))
                .orElse(to.minusSeconds(86_400));
    }

    private List<Long> counted(
            Actor reader, Past past, String view, Instant from, Instant to, int parts) {
        var counts = new ArrayList<>(Collections.nCopies(parts, 0L));
        model.everSql(
                        reader,
                        past,
                        view,
                        """
                        select least(:parts, width_bucket(
                            extract(epoch from valid_from), :from, :to, :parts)) as part,
                          count(*) as count
                        from {rows}
                        where valid_from >= :begin and valid_from <= :end group by 1""")
                .param("parts", parts)
                .param("from", seconds(from))
                .param("to", seconds(to))
                .param("begin", Timestamp.from(from))
                .param("end", Timestamp.from(to))
                .query((row, _) -> new Count(row.getInt(1), row.getLong(2)))
                .list()
                .forEach(count -> counts.set(Math.max(0, count.part() - 1), count.count()));
        return List.copyOf(counts);
    }

    private static BigDecimal seconds(Instant instant) {
        return BigDecimal.valueOf(instant.toEpochMilli(), 3);
    }
}
