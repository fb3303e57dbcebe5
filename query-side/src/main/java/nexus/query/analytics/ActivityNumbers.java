package nexus.query.analytics;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import nexus.platform.projection.Columns;
import nexus.platform.query.ListRequest;
import nexus.platform.query.Moment;
import nexus.platform.query.ReadModel;
import nexus.platform.web.InvalidRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people have done, what they still have to do, and whether they keep to their dates. */
@Component
class ActivityNumbers {

    static final String DEFINITION =
            "Activities that are not archived: done are those completed within from and to, by"
                    + " business time, on time those of them that were done by when they were"
                    + " scheduled for; open are those of now, overdue those of them that were to be"
                    + " done before now. The rate is on time / done that had a date. Most done"
                    + " first; months are those of completion, in UTC.";

    private static final String MONTH = "to_char(r.completed_at at time zone 'UTC', 'YYYY-MM')";

    record Answer(String definition, List<Group> data, Total total) {}

    record Group(
            @Nullable String key,
            String label,
            long done,
            long onTime,
            double onTimeRate,
            long open,
            long overdue) {}

    record Total(long done, long onTime, double onTimeRate, long open, long overdue) {}

    record Row(
            @Nullable String key,
            @Nullable String label,
            long done,
            long dated,
            long onTime,
            long open,
            long overdue) {

        double rate() {
            return dated == 0 ? 0 : (double) onTime / dated;
        }

        Row and(Row other) {
            return new Row(
                    null,
                    null,
                    done + other.done,
                    dated + other.dated,
                    onTime + other.onTime,
                    open + other.open,
                    overdue + other.overdue);
        }

        Group group() {
            return new Group(
                    key, label == null ? "(none)" : label, done, onTime, rate(), open, overdue);
        }
    }

    private record By(String key, String label) {}

    private final ReadModel model;

    ActivityNumbers(ReadModel model) {
        this.model = model;
    }

    Answer of(Moment moment, ListRequest request) {
        var rows = rows(moment, by(request.first("groupBy")), Period.of(request));
        var all = rows.stream().reduce(new Row(null, null, 0, 0, 0, 0, 0), Row::and);
        return new Answer(
                DEFINITION,
                rows.stream().map(Row::group).toList(),
                new Total(all.done(), all.onTime(), all.rate(), all.open(), all.overdue()));
    }

    private static By by(@Nullable String groupBy) {
        return switch (groupBy == null ? "type" : groupBy) {
            case "type" -> new By("r.type", "r.type");
            case "assignee" ->
                    new By(
                            "r.assignee_id",
                            "nullif(trim(concat_ws(' ', o.first_name, o.last_name)), '')");
            case "month" -> new By(MONTH, MONTH);
            default ->
                    throw new InvalidRequest(
                            "groupBy", "unknown", "must be type, assignee or month");
        };
    }

    private List<Row> rows(Moment moment, By by, Period period) {
        return model.sql(
                        moment,
                        """
                        select %s as key, %s as label,
                          count(*) filter (where r.status = 'COMPLETED') as done,
                          count(*) filter (where r.status = 'COMPLETED'
                            and r.scheduled_at is not null) as dated,
                          count(*) filter (where r.status = 'COMPLETED'
                            and r.completed_at <= r.scheduled_at) as on_time,
                          count(*) filter (where r.status = 'OPEN') as open,
                          count(*) filter (where r.status = 'OPEN'
                            and r.scheduled_at < :at) as overdue
                        from {activities} r left join {lookup:members} o on o.id = r.assignee_id
                        where not r.archived
                          and (r.status = 'OPEN' or (
                            (cast(:from as timestamptz) is null or r.completed_at >= cast(:from as timestamptz))
                            and (cast(:to as timestamptz) is null or r.completed_at < cast(:to as timestamptz))))
                        group by 1, 2 order by done desc, label nulls last"""
                                .formatted(by.key(), by.label()))
                .param("at", Timestamp.from(at(moment)))
                .param("from", period.fromText())
                .param("to", period.toText())
                .query(Columns.of(Row.class).reader())
                .list();
    }

    private Instant at(Moment moment) {
        return switch (moment) {
            case Moment.Now _ -> model.now();
            case Moment.AsOf(_, var instant) -> instant;
            case Moment.EffectiveAt(_, var instant) -> instant;
        };
    }
}
