package nexus.query.project;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import nexus.api.Money;
import nexus.api.contact.ContactId;
import nexus.api.deal.DealId;
import nexus.api.document.DocumentId;
import nexus.api.identity.ShowroomId;
import nexus.api.identity.UserId;
import nexus.api.project.Booking;
import nexus.api.project.Gate.Requirement;
import nexus.api.project.PaymentKind;
import nexus.api.project.Priority;
import nexus.api.project.ProjectId;
import nexus.api.project.ProjectStage;
import nexus.api.project.ProjectStatus;
import nexus.api.project.Quote;
import nexus.api.project.RequirementKind;
import nexus.api.project.RequirementState;
import nexus.api.project.Rulebook;
import nexus.api.project.Site;
import nexus.api.project.SnagSeverity;
import nexus.api.project.SnagState;
import nexus.api.project.Standing;
import nexus.api.project.Standing.Fact;
import nexus.api.project.VisitPurpose;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a project, as the database puts it together.
 *
 * @param critical whether a critical snag is open
 */
record ProjectSheet(
        String id,
        String number,
        @Nullable String title,
        @Nullable ContactId contactId,
        @Nullable String clientName,
        ShowroomId showroomId,
        @Nullable String showroomName,
        Priority priority,
        @Nullable String source,
        @Nullable String postcode,
        ProjectStage stage,
        ProjectStatus status,
        @Nullable UserId responsibleId,
        @Nullable String responsibleName,
        @Nullable Money contractValue,
        @Nullable Money contractTotal,
        @Nullable Money paid,
        @Nullable Money balance,
        @Nullable DealId dealId,
        Instant openedAt,
        Instant stageEnteredAt,
        @Nullable Instant dueAt,
        @Nullable Instant heldSince,
        @Nullable Instant completedAt,
        @Nullable Instant endedAt,
        @Nullable String endReason,
        @Nullable Quote quote,
        @Nullable Booking installation,
        @Nullable Site site,
        boolean offSite,
        boolean warranty,
        boolean archived,
        List<Known> known,
        List<Payment> payments,
        List<Variation> variations,
        List<Snag> snags,
        boolean critical,
        List<CheckIn> checkIns,
        List<ProjectVisits.Visit> visits,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    /** What was said of a requirement. */
    record Known(
            String key,
            RequirementState state,
            @Nullable String note,
            @Nullable LocalDate date,
            @Nullable LocalDate validUntil,
            @Nullable String byId,
            @Nullable Instant at,
            List<DocumentId> documentIds) {}

    record Payment(String id, PaymentKind kind, Money amount, String byId, Instant receivedAt) {}

    record Variation(String id, Money amount, String reason, String byId, Instant at) {}

    record Snag(
            String id,
            String title,
            SnagSeverity severity,
            SnagState state,
            String raisedById,
            Instant raisedAt,
            Instant changedAt) {}

    record CheckIn(
            String id,
            BigDecimal lat,
            BigDecimal lon,
            @Nullable BigDecimal accuracy,
            @Nullable Instant deviceTime,
            VisitPurpose purpose,
            long distance,
            boolean onSite,
            String byId,
            Instant at) {}

    /** Of each list as many as anybody looks at; {@code /history} tells of all. */
    static final int LATEST = 200;

    static final String SELECT =
            """
            select r.*, s.name as showroom_name,
              coalesce(nullif(trim(concat_ws(' ', c.first_name, c.last_name)), ''), c.email)
                as client_name,
              nullif(trim(concat_ws(' ', m.first_name, m.last_name)), '') as responsible_name,
              coalesce((select jsonb_agg(jsonb_build_object(
                  'key', q.key, 'state', q.state, 'note', q.note, 'date', q.date,
                  'validUntil', q.valid_until, 'byId', q.by_id, 'at', q.at,
                  'documentIds', q.document_ids))
                from {project_requirements} q where q.id = any(:requirements)), '[]') as known,
              coalesce((select jsonb_agg(jsonb_build_object(
                  'id', p.id, 'kind', p.kind, 'byId', p.by_id, 'receivedAt', p.at,
                  'amount', jsonb_build_object(
                    'amount', p.amount::text, 'currency', p.amount_currency))
                  order by p.at, p.id)
                from (select * from {project_payments} p
                  where p.project_id = r.id and p.kind <> 'VARIATION'
                  order by p.at desc, p.id desc limit :latest) p), '[]') as payments,
              coalesce((select jsonb_agg(jsonb_build_object(
                  'id', p.id, 'reason', p.reason, 'byId', p.by_id, 'at', p.at,
                  'amount', jsonb_build_object(
                    'amount', p.amount::text, 'currency', p.amount_currency))
                  order by p.at, p.id)
                from (select * from {project_payments} p
                  where p.project_id = r.id and p.kind = 'VARIATION'
                  order by p.at desc, p.id desc limit :latest) p), '[]') as variations,
              coalesce((select jsonb_agg(jsonb_build_object(
                  'id', g.id, 'title', g.title, 'severity', g.severity, 'state', g.state,
                  'raisedById', g.raised_by_id, 'raisedAt', g.raised_at,
                  'changedAt', g.changed_at) order by g.raised_at, g.id)
                from (select * from {project_snags} g where g.project_id = r.id
                  order by g.raised_at desc, g.id desc limit :latest) g), '[]') as snags,
              exists (select from {project_snags} g where g.project_id = r.id
                and g.severity = 'CRITICAL' and g.state = 'OPEN') as critical,
              coalesce((select jsonb_agg(jsonb_build_object(
                  'id', k.id, 'lat', k.lat, 'lon', k.lon, 'accuracy', k.accuracy,
                  'deviceTime', k.device_time, 'purpose', k.purpose, 'distance', k.distance,
                  'onSite', k.on_site, 'byId', k.by_id, 'at', k.at) order by k.at, k.id)
                from (select * from {project_check_ins} k where k.project_id = r.id
                  order by k.at desc, k.id desc limit :latest) k), '[]') as check_ins,
              coalesce((select v.visits from {project_visits} v where v.id = r.id), '[]')
                as visits
            from {projects} r\
            """
                    + ProjectSummary.JOINS
                    + " where r.id = :id";

    /**
     * The rows of all requirements that the project may have: found by their ids, its past is as
     * near as its present.
     */
    static String[] requirementsOf(ProjectId project) {
        return Rulebook.current().requirements().stream()
                .map(requirement -> ProjectRequirements.key(project, requirement.key()))
                .toArray(String[]::new);
    }

    /** How the project stands, as far as rules ask. */
    Standing standing() {
        return new Standing(
                stage,
                status,
                known.stream()
                        .collect(
                                Collectors.toMap(
                                        Known::key,
                                        fact ->
                                                new Fact(
                                                        fact.state(),
                                                        fact.date(),
                                                        fact.validUntil()))),
                critical,
                offSite);
    }

    /** The project as clients are told of it at an instant. */
    ProjectAnswer answer(Instant instant) {
        var said = known.stream().collect(Collectors.toMap(Known::key, Function.identity()));
        return new ProjectAnswer(
                id,
                number,
                title,
                contactId,
                clientName,
                showroomId,
                showroomName,
                stage,
                status,
                priority,
                source,
                postcode,
                responsibleId,
                responsibleName,
                requirements(said),
                contractValue,
                contractTotal,
                paid,
                balance,
                payments,
                variations,
                quote,
                openedAt,
                stageEnteredAt,
                clock(instant),
                visits,
                dealId,
                installation,
                site,
                snags,
                checkIns,
                warranty,
                completedAt,
                endedAt,
                endReason,
                version,
                createdAt,
                updatedAt,
                archived);
    }

    private static List<ProjectAnswer.Requirement> requirements(Map<String, Known> said) {
        var rules = Rulebook.current();
        return rules.requirements().stream()
                .map(
                        requirement ->
                                requirement(
                                        requirement,
                                        rules.stageOf(requirement),
                                        said.get(requirement.key())))
                .toList();
    }

    private static ProjectAnswer.Requirement requirement(
            Requirement requirement, ProjectStage stage, @Nullable Known known) {
        var documents =
                known == null || requirement.kind() != RequirementKind.DOCUMENT
                        ? List.<DocumentId>of()
                        : known.documentIds();
        return new ProjectAnswer.Requirement(
                requirement.key(),
                stage,
                requirement.kind(),
                known == null ? RequirementState.OPEN : known.state(),
                requirement.derived(),
                known == null ? null : known.note(),
                known == null ? null : known.date(),
                known == null ? null : known.validUntil(),
                known == null ? null : known.byId(),
                known == null ? null : known.at(),
                documents);
    }

    /** The clock of the stage that it is in; it stands while the project is on hold. */
    private ProjectAnswer.Clock clock(Instant instant) {
        var visit = visits.isEmpty() ? null : visits.getLast();
        var end = endedAt != null ? endedAt : heldSince != null ? heldSince : instant;
        var held = visit == null ? 0 : visit.heldSeconds();
        var elapsed = Duration.between(stageEnteredAt, end).toSeconds() - held;
        return new ProjectAnswer.Clock(
                Math.max(0, elapsed),
                visit == null ? null : visit.days(),
                dueAt,
                status == ProjectStatus.ACTIVE && dueAt != null && dueAt.isBefore(instant),
                heldSince);
    }
}
