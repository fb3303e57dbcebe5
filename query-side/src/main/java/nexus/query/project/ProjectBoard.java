package nexus.query.project;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.api.Money;
import nexus.api.project.ProjectRole;
import nexus.api.project.ProjectStage;
import nexus.api.project.Rulebook;
import nexus.platform.projection.Columns;
import nexus.platform.query.ListRequest;
import nexus.platform.query.Listing;
import nexus.platform.query.Moment;
import nexus.platform.query.ReadModel;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The stages of delivery with their projects. Counts and totals are of all projects of a stage, not
 * of those shown; cancelled projects are on no board, lost ones are in the stage for them.
 */
@Component
class ProjectBoard {

    /** The board as clients see it. */
    record Answer(List<Column> stages) {}

    /**
     * One stage.
     *
     * @param days how long a project should stay at most
     * @param overdue how many have been there for longer
     * @param total of the contracts with their variations, in the currency that most projects are
     *     in; the rest is in {@code otherCurrencies}
     * @param nextCursor for {@code GET
     *     /api/projects?stage=…&cancelled=false&sort=-stageEnteredAt&cursor=…}
     */
    record Column(
            ProjectStage stage,
            List<ProjectRole> owners,
            @Nullable Integer days,
            long count,
            long onHold,
            long overdue,
            Money total,
            List<Total> otherCurrencies,
            List<ProjectSummary> projects,
            @Nullable String nextCursor) {}

    /** What the projects of a stage in one currency come to. */
    record Total(long count, Money total) {}

    record TotalRow(
            ProjectStage stage,
            @Nullable String currency,
            long count,
            long held,
            long late,
            BigDecimal total) {}

    /** Whether a project is nobody's any more without being lost. */
    static final String CANCELLED = "(r.status = 'CANCELLED' and r.stage <> 'LOST_NOT_PROCEEDING')";

    private static final String CONDITIONS =
            " not r.archived and not "
                    + CANCELLED
                    + """

                    and (cast(:showroom as text) is null or r.showroom_id = :showroom)
                    and (cast(:responsible as text) is null or r.responsible_id = :responsible)
                    and (cast(:priority as text) is null or r.priority = :priority)
                    and (cast(:q as text) is null
                      or position(lower(:q) in lower(concat_ws(' ', r.number, r.title))) > 0)\
                    """;

    private final ReadModel model;

    ProjectBoard(ReadModel model) {
        this.model = model;
    }

    Answer of(Moment moment, ListRequest request) {
        var readAt = model.now();
        var instant = ProjectReading.instantOf(moment, readAt);
        var perStage = request.number("perStage", 50, 1, 200);
        var totals = totals(moment, request, instant);
        var projects = projects(moment, request, perStage);
        var currency = mainCurrency(totals);
        return new Answer(
                Arrays.stream(ProjectStage.values())
                        .map(
                                stage ->
                                        column(
                                                stage,
                                                totals.stream()
                                                        .filter(row -> row.stage() == stage)
                                                        .toList(),
                                                currency,
                                                projects.getOrDefault(stage, List.of()).stream()
                                                        .map(project -> project.asOf(instant))
                                                        .toList(),
                                                readAt))
                        .toList());
    }

    private List<TotalRow> totals(Moment moment, ListRequest request, Instant instant) {
        return model.sql(
                        moment,
                        """
                        select r.stage, r.contract_total_currency as currency, count(*) as count,
                          count(*) filter (where r.status = 'ON_HOLD') as held,
                          count(*) filter (where r.status = 'ACTIVE'
                            and r.due_at < cast(:now as timestamptz)) as late,
                          coalesce(sum(r.contract_total), 0) as total
                        from {projects} r where\
                        """
                                + CONDITIONS
                                + " group by r.stage, r.contract_total_currency")
                .param("now", instant.toString())
                .params(filters(request))
                .query(Columns.of(TotalRow.class).reader())
                .list();
    }

    private static Map<String, @Nullable Object> filters(ListRequest request) {
        var filters = new HashMap<String, @Nullable Object>();
        filters.put("showroom", request.first("showroomId"));
        filters.put("responsible", request.first("responsibleId"));
        filters.put("priority", request.first("priority"));
        filters.put("q", request.first("q"));
        return filters;
    }

    private Map<ProjectStage, List<ProjectSummary>> projects(
            Moment moment, ListRequest request, int perStage) {
        return model
                .sql(
                        moment,
                        "select "
                                + ProjectSummary.SELECT
                                + """

                                from unnest(:stages) with ordinality as shown (stage, place)
                                cross join lateral (
                                  select * from {projects} r where r.stage = shown.stage and\
                                """
                                + CONDITIONS
                                + """

                                order by r.stage_entered_at desc, r.id
                                 limit :perStage) r\
                                """
                                + ProjectSummary.JOINS
                                + " order by shown.place, r.stage_entered_at desc, r.id")
                .param(
                        "stages",
                        Arrays.stream(ProjectStage.values())
                                .map(ProjectStage::name)
                                .toArray(String[]::new))
                .params(filters(request))
                .param("perStage", perStage)
                .query(Columns.of(ProjectSummary.class).reader())
                .list()
                .stream()
                .collect(Collectors.groupingBy(ProjectSummary::stage));
    }

    private static String mainCurrency(List<TotalRow> totals) {
        return totals.stream()
                .filter(total -> total.currency() != null)
                .collect(
                        Collectors.groupingBy(
                                total -> String.valueOf(total.currency()),
                                Collectors.summingLong(TotalRow::count)))
                .entrySet()
                .stream()
                .max(
                        Map.Entry.<String, Long>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse("GBP");
    }

    private static Column column(
            ProjectStage stage,
            List<TotalRow> own,
            String currency,
            List<ProjectSummary> projects,
            Instant readAt) {
        var gate = Rulebook.current().gate(stage);
        var count = own.stream().mapToLong(TotalRow::count).sum();
        var total =
                own.stream()
                        .filter(row -> currency.equals(row.currency()))
                        .map(TotalRow::total)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Column(
                stage,
                gate.owners(),
                gate.days(),
                count,
                own.stream().mapToLong(TotalRow::held).sum(),
                own.stream().mapToLong(TotalRow::late).sum(),
                new Money(total, currency),
                own.stream().flatMap(row -> other(row, currency)).sorted(BY_CURRENCY).toList(),
                projects,
                projects.size() < count ? Listing.cursor(readAt, projects.size()) : null);
    }

    private static final Comparator<Total> BY_CURRENCY =
            Comparator.comparing(total -> total.total().currency());

    private static Stream<Total> other(TotalRow row, String currency) {
        var its = row.currency();
        return its == null || its.equals(currency)
                ? Stream.empty()
                : Stream.of(new Total(row.count(), new Money(row.total(), its)));
    }
}
