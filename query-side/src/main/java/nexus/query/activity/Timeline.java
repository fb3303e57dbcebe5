package nexus.query.activity;

import java.sql.Timestamp;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import nexus.platform.eventstore.EventLog;
import nexus.platform.eventstore.EventLog.Backwards;
import nexus.platform.eventstore.RecordedEvent;
import nexus.platform.projection.Columns;
import nexus.platform.query.ListRequest;
import nexus.platform.query.Moment;
import nexus.platform.query.ReadModel;
import nexus.platform.web.InvalidRequest;
import nexus.platform.web.Refused;
import nexus.query.activity.TimelineAnswer.Entry;
import nexus.query.activity.TimelineCursor.ActivityMark;
import nexus.query.activity.TimelineCursor.EventMark;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the timeline of a record: its own events and the activities about it in one order, a page
 * of each at a time, however many there are.
 *
 * <p>Both are read from an index, newest first. Events stand in the order of their versions, which
 * is that of the business too; only where something was once recorded after the fact, and the view
 * knows of which record that is so, are the record's events put in order by when they occurred.
 */
@Component
class Timeline {

    private static final int MOST = 200;
    private static final int USUAL = 20;

    private final ReadModel model;
    private final EventLog log;
    private final JsonMapper json;

    Timeline(ReadModel model, EventLog log, JsonMapper json) {
        this.model = model;
        this.log = log;
        this.json = json;
    }

    /**
     * A kind of record that has a timeline.
     *
     * @param view where it is found
     * @param column by which activities say which of them they are about
     */
    enum Of {
        CONTACT("contacts", "contact_id"),
        COMPANY("companies", "company_id"),
        DEAL("deals", "deal_id"),
        PROJECT("projects", "project_id");

        private final String view;
        private final String column;

        Of(String view, String column) {
            this.view = view;
            this.column = column;
        }
    }

    /**
     * What a reader sees of the record.
     *
     * @param version the last that the view has taken in
     * @param reordered whether an event once arrived out of business order
     */
    private record Seen(String id, long version, boolean reordered) {}

    TimelineAnswer read(Of kind, String id, Moment moment, ListRequest request) {
        refuseUnknown(request);
        var seen = seen(kind, id, moment);
        var given = TimelineCursor.from(request);
        var cursor = given == null ? TimelineCursor.newest(model.now(), seen.version() + 1) : given;
        var size = request.number("pageSize", USUAL, 1, MOST);
        var events = new ArrayDeque<>(events(seen, moment, cursor.event(), size + 1));
        var activities =
                new ArrayDeque<>(
                        activities(
                                kind,
                                id,
                                given == null ? moment : frozen(moment, cursor),
                                cursor.activity(),
                                size + 1));
        return merged(events, activities, cursor, size);
    }

    private static void refuseUnknown(ListRequest request) {
        for (var name : request.parameters().keySet()) {
            switch (name) {
                case "pageSize", "cursor", "asOf", "effectiveAt" -> {}
                default -> throw new InvalidRequest(name, "unknown", "is not a parameter of this");
            }
        }
    }

    /** As it is now, as far as its events go; as it was then, as far as there is one. */
    private Seen seen(Of kind, String id, Moment moment) {
        var then =
                model.sql(
                                moment,
                                "select r.version from {%s} r where r.id = :id"
                                        .formatted(kind.view))
                        .param("id", id)
                        .query(Long.class)
                        .optional()
                        .orElseThrow(() -> Refused.notFound(id));
        var isReordered =
                model.sql(
                                new Moment.Now(moment.reader()),
                                "select r.reordered from {%s} r where r.id = :id"
                                        .formatted(kind.view))
                        .param("id", id)
                        .query(Boolean.class)
                        .optional()
                        .orElse(false);
        return new Seen(id, then, isReordered);
    }

    private List<RecordedEvent> events(Seen seen, Moment moment, EventMark last, int most) {
        var stream = new Backwards(seen.id(), moment.organizationId(), most);
        if (!seen.reordered()) {
            return log.beforeVersion(stream, Math.min(last.version(), seen.version() + 1));
        }
        return switch (moment) {
            case Moment.EffectiveAt(_, var instant) when instant.isBefore(last.at()) ->
                    log.beforeOccurrence(stream, instant.plusNanos(1000), 0, Long.MAX_VALUE);
            case Moment.EffectiveAt _ ->
                    log.beforeOccurrence(stream, last.at(), last.version(), Long.MAX_VALUE);
            case Moment.Now _, Moment.AsOf _ ->
                    log.beforeOccurrence(stream, last.at(), last.version(), seen.version());
        };
    }

    private static Moment frozen(Moment moment, TimelineCursor cursor) {
        return moment instanceof Moment.Now(var reader)
                ? new Moment.AsOf(reader, cursor.readAt())
                : moment;
    }

    private List<ActivityAnswer> activities(
            Of kind, String id, Moment moment, ActivityMark last, int most) {
        return model.sql(
                        moment,
                        """
                        select %s from (
                          select a.* from {activities} a
                          where a.%s = :id and not a.archived
                            and (a.happened_at, a.id) < (:lastAt, :lastId)
                          order by a.happened_at desc, a.id desc limit :most) r %s
                        order by r.happened_at desc, r.id desc"""
                                .formatted(
                                        ActivityAnswer.SELECT, kind.column, ActivityAnswer.JOINS))
                .param("id", id)
                .param("lastAt", Timestamp.from(last.at()))
                .param("lastId", last.id())
                .param("most", most)
                .query(Columns.of(ActivityAnswer.class).reader())
                .list();
    }

    /** Of what happened at the same instant, the record's own events come first. */
    private TimelineAnswer merged(
            Deque<RecordedEvent> events,
            Deque<ActivityAnswer> activities,
            TimelineCursor from,
            int size) {
        var entries = new ArrayList<Entry>();
        var cursor = from;
        while (entries.size() < size && !(events.isEmpty() && activities.isEmpty())) {
            var event = events.peekFirst();
            var activity = activities.peekFirst();
            var entry = activity == null ? null : Entry.of(activity);
            if (event != null && (entry == null || !event.occurredAt().isBefore(entry.at()))) {
                events.removeFirst();
                entries.add(Entry.of(event, json));
                cursor = cursor.after(EventMark.of(event));
            } else if (activity != null && entry != null) {
                activities.removeFirst();
                entries.add(entry);
                cursor = cursor.after(new ActivityMark(entry.at(), activity.id().value()));
            }
        }
        var isAll = events.isEmpty() && activities.isEmpty();
        return new TimelineAnswer(entries, isAll ? null : cursor.text());
    }
}
