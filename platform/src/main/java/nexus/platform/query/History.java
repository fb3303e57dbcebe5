package nexus.platform.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import nexus.api.DomainEvent;
import nexus.platform.eventstore.EventLog;
import nexus.platform.eventstore.RecordedEvent;
import nexus.platform.eventstore.RecordedEvent.By;
import nexus.platform.projection.Occurrence;
import nexus.platform.projection.View;
import nexus.platform.query.Moment.AsOf;
import nexus.platform.query.Moment.EffectiveAt;
import nexus.platform.query.Moment.Now;
import nexus.platform.query.Page.Pagination;
import nexus.platform.web.InvalidRequest;
import nexus.platform.web.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What happened to a record, event by event, and what changed between two points of its life: the
 * events of its stream, folded as its view folds them.
 *
 * <p>A query controller answers {@code GET /{id}/history} with {@code history.of(view, id, moment,
 * request)} and {@code GET /{id}/diff} with {@code history.diff(view, id, moment, request)}.
 */
@Component
public class History {

    private final EventLog log;
    private final JsonMapper json;

    History(EventLog log, JsonMapper json) {
        this.log = log;
        this.json = json;
    }

    /**
     * An event and what it changed.
     *
     * @param type name and revision: {@code deal.won@1}
     * @param version the version of the record that it made
     * @param position its place in the order of all events; null while it has none
     */
    public record Entry(
            String eventId,
            String type,
            long version,
            @Nullable Long position,
            Instant recordedAt,
            Instant occurredAt,
            By actor,
            String correlationId,
            @Nullable String causationId,
            List<Change> changes,
            JsonNode payload) {}

    /** A field with what it was and what it became; custom fields by their own names. */
    public record Change(String field, @Nullable JsonNode from, @Nullable JsonNode to) {}

    /**
     * What changed between two versions.
     *
     * @param from null for before the record began
     * @param patch makes the one of the other (RFC 6902)
     */
    public record Diff(
            @Nullable Long from, @Nullable Long to, List<Change> changes, List<Operation> patch) {}

    /** A step of a JSON Patch. */
    public record Operation(
            String op,
            String path,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonNode value) {}

    /** The record's events that were known at the moment, newest first. */
    public <E extends DomainEvent, R extends Record> Page<Entry> of(
            View<E, R> view, String id, Moment moment, ListRequest request) {
        var entries = new ArrayList<Entry>();
        R before = null;
        for (var event : events(view, id, moment)) {
            var after = next(view, before, event);
            entries.addFirst(entry(event, Differences.between(json, before, after)));
            before = after;
        }
        var size = request.pageSize();
        var begin = Math.min((request.page() - 1L) * size, entries.size());
        var end = Math.min(begin + size, entries.size());
        return new Page<>(
                List.copyOf(entries.subList((int) begin, (int) end)),
                new Pagination(
                        request.page(), size, entries.size(), (entries.size() + size - 1) / size),
                null);
    }

    /** What changed {@code from} a version or instant {@code to} another, or to the last. */
    public <E extends DomainEvent, R extends Record> Diff diff(
            View<E, R> view, String id, Moment moment, ListRequest request) {
        var events = events(view, id, moment);
        var begin = required(request.first("from"));
        var end = request.first("to");
        var from = upTo("from", begin, events);
        var to = end == null ? events : upTo("to", end, events);
        var differences = Differences.between(json, folded(view, from), folded(view, to));
        return new Diff(
                versionOf(from), versionOf(to), differences.changes(), differences.operations());
    }

    private <E extends DomainEvent> List<RecordedEvent> events(
            View<E, ?> view, String id, Moment moment) {
        var isKnown = isKnownAt(moment);
        var events =
                log.ofStream(id, moment.organizationId()).stream()
                        .filter(event -> view.events().isInstance(event.event()))
                        .filter(isKnown)
                        .toList();
        if (events.isEmpty()) {
            throw Refused.notFound(id);
        }
        return events;
    }

    private static Predicate<RecordedEvent> isKnownAt(Moment moment) {
        return switch (moment) {
            case Now _ -> _ -> true;
            case AsOf(_, var instant) -> event -> !event.recordedAt().isAfter(instant);
            case EffectiveAt(_, var instant) -> event -> !event.occurredAt().isAfter(instant);
        };
    }

    private static String required(@Nullable String from) {
        if (from == null) {
            throw new InvalidRequest("from", "missing", "is required");
        }
        return from;
    }

    private static List<RecordedEvent> upTo(
            String field, String point, List<RecordedEvent> events) {
        if (!point.matches("\\d{1,18}")) {
            var instant = instant(field, point);
            return events.stream().filter(event -> !event.recordedAt().isAfter(instant)).toList();
        }
        var version = Long.parseLong(point);
        if (version > events.getLast().version()) {
            throw new InvalidRequest(
                    field,
                    "out-of-range",
                    "must not be after the last version, " + events.getLast().version());
        }
        return events.stream().filter(event -> event.version() <= version).toList();
    }

    private static Instant instant(String field, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidRequest(
                    field,
                    "malformed",
                    "must be a version like 3 or an instant like 2026-01-31T12:00:00Z");
        }
    }

    private static @Nullable Long versionOf(List<RecordedEvent> events) {
        return events.isEmpty() ? null : events.getLast().version();
    }

    private static <E extends DomainEvent, R extends Record> @Nullable R folded(
            View<E, R> view, List<RecordedEvent> events) {
        R row = null;
        for (var event : events) {
            row = next(view, row, event);
        }
        return row;
    }

    private static <E extends DomainEvent, R extends Record> @Nullable R next(
            View<E, R> view, @Nullable R row, RecordedEvent event) {
        return view.evolve(
                row,
                view.events().cast(event.event()),
                new Occurrence(event.occurredAt(), event.recordedAt(), event.by()));
    }

    private Entry entry(RecordedEvent event, Differences differences) {
        return new Entry(
                event.eventId(),
                event.type(),
                event.version(),
                event.position() == 0 ? null : event.position(),
                event.recordedAt(),
                event.occurredAt(),
                event.by(),
                event.correlationId(),
                event.causationId(),
                differences.changes(),
                json.valueToTree(event.event()));
    }
}
