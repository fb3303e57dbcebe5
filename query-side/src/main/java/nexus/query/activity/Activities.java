package nexus.query.activity;

import java.util.List;
import nexus.api.activity.ActivityEvent;
import nexus.api.activity.ActivityEvent.ActivityAdded;
import nexus.api.activity.ActivityEvent.ActivityArchived;
import nexus.api.activity.ActivityEvent.ActivityAssigned;
import nexus.api.activity.ActivityEvent.ActivityCompleted;
import nexus.api.activity.ActivityEvent.ActivityDetailsChanged;
import nexus.api.activity.ActivityEvent.ActivityReminded;
import nexus.api.activity.ActivityEvent.ActivityReopened;
import nexus.api.activity.ActivityEvent.ActivityRescheduled;
import nexus.api.activity.ActivityEvent.ActivityRestored;
import nexus.platform.projection.Occurrence;
import nexus.platform.projection.View;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One row per activity. */
@Component
final class Activities implements View<ActivityEvent, ActivityRow> {

    @Override
    public String name() {
        return "activities";
    }

    @Override
    public Class<ActivityEvent> events() {
        return ActivityEvent.class;
    }

    @Override
    public Class<ActivityRow> rows() {
        return ActivityRow.class;
    }

    /** By the records they are about, as their timelines are read; and by what is to be done. */
    @Override
    public List<String> indexes() {
        return List.of(
                "contact_id, happened_at desc, id desc",
                "company_id, happened_at desc, id desc",
                "deal_id, happened_at desc, id desc",
                "project_id, happened_at desc, id desc",
                "status, type, scheduled_at, id",
                "assignee_id, status, scheduled_at",
                "created_at");
    }

    @Override
    public @Nullable ActivityRow evolve(
            @Nullable ActivityRow activity, ActivityEvent event, Occurrence at) {
        if (event instanceof ActivityAdded added) {
            return ActivityRow.of(added, at.occurredAt());
        }
        if (activity == null) {
            return null;
        }
        return switch (event) {
            case ActivityAdded _ -> activity;
            case ActivityDetailsChanged(_, var details) -> activity.with(details);
            case ActivityAssigned(_, var assignee) -> activity.assignedTo(assignee);
            case ActivityRescheduled(_, _, var to) -> activity.scheduled(to);
            case ActivityCompleted _ -> activity.completed(at.occurredAt());
            case ActivityReopened _ -> activity.reopened();
            case ActivityReminded _ -> activity.reminded(at.occurredAt());
            case ActivityArchived _ -> activity.archived(true);
            case ActivityRestored _ -> activity.archived(false);
        };
    }
}
