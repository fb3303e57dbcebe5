package nexus.query.search;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nexus.platform.query.ListRequest;
import nexus.platform.query.Moment;
import nexus.platform.web.InvalidRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a client searches for: terms, and filters beside them.
 *
 * @param from the first instant, and {@code before} the first no more, of the day that counts for a
 *     record: on which a deal was opened, anything else was made
 */
record SearchCriteria(
        String organizationId,
        SearchTerms terms,
        Map<Facet, List<String>> chosen,
        @Nullable Instant from,
        @Nullable Instant before,
        int page,
        int pageSize) {

    /** What hits are counted and narrowed down by. */
    enum Facet {
        TYPE("type", "type", 10),
        STAGE("stage", "stage", 50),
        OWNER("owner", "ownerId", 50),
        KIND("kind", "kind", 50),
        TAG("tag", "tag", 50),
        SOURCE("source", "source", 50);

        private final String key;
        private final String parameter;
        private final int atMost;

        Facet(String key, String parameter, int atMost) {
            this.key = key;
            this.parameter = parameter;
            this.atMost = atMost;
        }

        /** As it is called among the answers. */
        String key() {
            return key;
        }

        /** How many values are counted. */
        int atMost() {
            return atMost;
        }
    }

    private static final int LONGEST = 500;
    private static final int MOST_VALUES = 50;
    private static final int MAX_PAGE_SIZE = 200;

    /** Elasticsearch does not sort further; who wants more wants a list. */
    private static final int DEEPEST = 10_000;

    private static final Set<String> KNOWN =
            Set.of(
                    "q",
                    "type",
                    "stage",
                    "ownerId",
                    "kind",
                    "tag",
                    "source",
                    "from",
                    "to",
                    "page",
                    "pageSize",
                    "history");

    static SearchCriteria of(Moment moment, ListRequest request) {
        refuseTimeTravel(moment);
        refuseUnknown(request);
        var chosen = new EnumMap<Facet, List<String>>(Facet.class);
        for (var facet : Facet.values()) {
            var values = values(request, facet.parameter);
            if (!values.isEmpty()) {
                chosen.put(facet, values);
            }
        }
        var pageSize = request.number("pageSize", 10, 1, MAX_PAGE_SIZE);
        return new SearchCriteria(
                moment.organizationId(),
                SearchTerms.parse(text(request)),
                chosen,
                instant(request, "from", 0),
                instant(request, "to", 1),
                request.number("page", 1, 1, DEEPEST / pageSize),
                pageSize);
    }

    private static void refuseTimeTravel(Moment moment) {
        switch (moment) {
            case Moment.Now _ -> {}
            case Moment.AsOf _ -> throw aboutNow("asOf");
            case Moment.EffectiveAt _ -> throw aboutNow("effectiveAt");
        }
    }

    private static InvalidRequest aboutNow(String parameter) {
        return new InvalidRequest(
                parameter, "unsupported", "is not for search, which is about now; lists take it");
    }

    private static void refuseUnknown(ListRequest request) {
        for (var name : request.parameters().keySet()) {
            if (!KNOWN.contains(name)) {
                throw new InvalidRequest(name, "unknown", "is not a parameter of search");
            }
        }
        var history = request.first("history");
        if (history != null && !history.equals("false")) {
            throw new InvalidRequest("history", "unsupported", "must be false");
        }
    }

    static String text(ListRequest request) {
        var text = request.first("q");
        if (text != null && text.length() > LONGEST) {
            throw new InvalidRequest(
                    "q", "too-long", "must not be longer than " + LONGEST + " characters");
        }
        return text == null ? "" : text;
    }

    private static List<String> values(ListRequest request, String name) {
        var values =
                request.parameters().getOrDefault(name, List.of()).stream()
                        .filter(value -> !value.isBlank())
                        .toList();
        if (values.size() > MOST_VALUES
                || values.stream().anyMatch(value -> value.length() > LONGEST)) {
            throw new InvalidRequest(name, "too-long", "has too many or too long values");
        }
        return values;
    }

    /** An instant, or the beginning of a date, some days later. */
    private static @Nullable Instant instant(ListRequest request, String name, int daysLater) {
        var text = request.first(name);
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            var instant =
                    text.length() == 10
                            ? LocalDate.parse(text)
                                    .plusDays(daysLater)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant()
                            : Instant.parse(text);
            var year = instant.atOffset(ZoneOffset.UTC).getYear();
            if (year < 1 || year > 9999) {
                throw new DateTimeException("beyond the calendar");
            }
            return instant;
        } catch (DateTimeException e) {
            throw new InvalidRequest(
                    name,
                    "malformed",
                    "must be a date like 2026-01-31 or an instant like 2026-01-31T12:00:00Z");
        }
    }
}
