package nexus.query.project;

import java.time.Instant;
import java.util.List;
import nexus.api.Money;
import nexus.api.project.ProjectEvent;
import nexus.api.project.ProjectEvent.ContractVaried;
import nexus.api.project.ProjectEvent.PaymentRecorded;
import nexus.api.project.ProjectId;
import nexus.platform.projection.Occurrence;
import nexus.platform.projection.View;
import nexus.query.project.ProjectPayments.PaymentRow;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One row per payment of a project, and per variation of its contract. */
@Component
final class ProjectPayments implements View<ProjectEvent, PaymentRow> {

    /** What the kind of a variation is called. */
    static final String VARIATION = "VARIATION";

    /**
     * A payment or a variation.
     *
     * @param kind what a payment is for, or {@link #VARIATION}
     */
    record PaymentRow(
            String id,
            ProjectId projectId,
            String kind,
            Money amount,
            @Nullable String reason,
            String byId,
            Instant at) {}

    @Override
    public String name() {
        return "project_payments";
    }

    @Override
    public Class<ProjectEvent> events() {
        return ProjectEvent.class;
    }

    @Override
    public Class<PaymentRow> rows() {
        return PaymentRow.class;
    }

    @Override
    public List<String> indexes() {
        return List.of("project_id, at");
    }

    @Override
    public String key(ProjectEvent event) {
        return switch (event) {
            case PaymentRecorded payment -> payment.paymentId().value();
            case ContractVaried variation -> variation.variationId().value();
            case ProjectEvent _ -> event.streamId(); // under which there is no row
        };
    }

    @Override
    public @Nullable PaymentRow evolve(
            @Nullable PaymentRow row, ProjectEvent event, Occurrence at) {
        return switch (event) {
            case PaymentRecorded(var project, var id, var amount, var kind) ->
                    new PaymentRow(
                            id.value(),
                            project,
                            kind.name(),
                            amount,
                            null,
                            at.by().id(),
                            at.occurredAt());
            case ContractVaried(var project, var id, var amount, var reason) ->
                    new PaymentRow(
                            id.value(),
                            project,
                            VARIATION,
                            amount,
                            reason,
                            at.by().id(),
                            at.occurredAt());
            case ProjectEvent _ -> row;
        };
    }
}
