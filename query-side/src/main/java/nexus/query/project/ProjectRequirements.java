package nexus.query.project;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import nexus.api.document.DocumentId;
import nexus.api.project.ProjectEvent;
import nexus.api.project.ProjectEvent.OnRequirements;
import nexus.api.project.ProjectEvent.ProjectDocumentProvided;
import nexus.api.project.ProjectEvent.ProjectDocumentWithdrawn;
import nexus.api.project.ProjectEvent.ProjectIntegrityBroken;
import nexus.api.project.ProjectEvent.RequirementRevoked;
import nexus.api.project.ProjectEvent.RequirementSatisfied;
import nexus.api.project.ProjectEvent.RequirementWaived;
import nexus.api.project.ProjectId;
import nexus.api.project.RequirementState;
import nexus.platform.projection.Occurrence;
import nexus.platform.projection.View;
import nexus.query.project.ProjectRequirements.RequirementRow;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One row per requirement of a project that something was ever said of. */
@Component
final class ProjectRequirements implements View<ProjectEvent, RequirementRow> {

    /**
     * What is known of a requirement.
     *
     * @param byId who said so last
     * @param broken whether a gate was passed on what is no more
     * @param waivedBecause why it was let pass, also if it was met since
     */
    record RequirementRow(
            String id,
            ProjectId projectId,
            String key,
            RequirementState state,
            @Nullable String note,
            @Nullable LocalDate date,
            @Nullable LocalDate validUntil,
            @Nullable String byId,
            @Nullable Instant at,
            List<DocumentId> documentIds,
            boolean broken,
            @Nullable String waivedBecause,
            @Nullable Instant waivedAt) {

        static RequirementRow open(String id, ProjectId project, String key) {
            return new RequirementRow(
                    id,
                    project,
                    key,
                    RequirementState.OPEN,
                    null,
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    false,
                    null,
                    null);
        }

        RequirementRow satisfied(RequirementSatisfied event, Occurrence now) {
            return new RequirementRow(
                    id,
                    projectId,
                    key,
                    RequirementState.SATISFIED,
                    event.note(),
                    event.date(),
                    event.validUntil(),
                    now.by().id(),
                    now.occurredAt(),
                    documentIds,
                    false,
                    waivedBecause,
                    waivedAt);
        }

        RequirementRow revoked(@Nullable String because, Occurrence now) {
            return new RequirementRow(
                    id,
                    projectId,
                    key,
                    RequirementState.OPEN,
                    because,
                    null,
                    null,
                    now.by().id(),
                    now.occurredAt(),
                    documentIds,
                    broken,
                    waivedBecause,
                    waivedAt);
        }

        RequirementRow waived(String because, Occurrence now) {
            return new RequirementRow(
                    id,
                    projectId,
                    key,
                    RequirementState.WAIVED,
                    because,
                    null,
                    null,
                    now.by().id(),
                    now.occurredAt(),
                    documentIds,
                    false,
                    because,
                    now.occurredAt());
        }

        RequirementRow with(List<DocumentId> documents, boolean isBroken) {
            return new RequirementRow(
                    id,
                    projectId,
                    key,
                    state,
                    note,
                    date,
                    validUntil,
                    byId,
                    at,
                    documents,
                    isBroken,
                    waivedBecause,
                    waivedAt);
        }
    }

    @Override
    public String name() {
        return "project_requirements";
    }

    @Override
    public Class<ProjectEvent> events() {
        return ProjectEvent.class;
    }

    @Override
    public Class<RequirementRow> rows() {
        return RequirementRow.class;
    }

    @Override
    public List<String> indexes() {
        return List.of("project_id, key", "waived_at");
    }

    @Override
    public String key(ProjectEvent event) {
        return event instanceof OnRequirements fact
                ? key(fact.projectId(), fact.key())
                : event.streamId(); // under which there is no row
    }

    static String key(ProjectId project, String requirement) {
        return project.value() + "/" + requirement;
    }

    @Override
    public @Nullable RequirementRow evolve(
            @Nullable RequirementRow known, ProjectEvent event, Occurrence at) {
        if (!(event instanceof OnRequirements fact)) {
            return known;
        }
        var row =
                known == null
                        ? RequirementRow.open(key(event), fact.projectId(), fact.key())
                        : known;
        return switch (fact) {
            case RequirementSatisfied satisfied -> row.satisfied(satisfied, at);
            case RequirementRevoked(_, _, var note, _) -> row.revoked(note, at);
            case RequirementWaived(_, _, var reason) -> row.waived(reason, at);
            case ProjectIntegrityBroken _ -> row.with(row.documentIds(), true);
            case ProjectDocumentProvided(_, _, var document) ->
                    row.with(
                            Stream.concat(row.documentIds().stream(), Stream.of(document))
                                    .distinct()
                                    .toList(),
                            row.broken());
            case ProjectDocumentWithdrawn(_, _, var document) ->
                    row.with(
                            row.documentIds().stream()
                                    .filter(other -> !other.equals(document))
                                    .toList(),
                            row.broken());
        };
    }
}
