package nexus.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nexus.api.activity.ActivityDetails;
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
import nexus.api.activity.ActivityId;
import nexus.api.activity.ActivityType;
import nexus.api.company.CompanyId;
import nexus.api.contact.ContactId;
import nexus.api.deal.DealId;
import nexus.api.identity.UserId;
import nexus.api.project.ProjectId;

/** One of every event of an activity. */
final class ActivitySpecimens {

    private static final String UUID = "-01990000-0000-7000-8000-00000000000";

    private static final ActivityId ID = new ActivityId("activity" + UUID + 1);
    private static final UserId ASSIGNEE = new UserId("user" + UUID + 2);
    private static final Instant DUE = Instant.parse("2026-09-30T09:30:00Z");

    private static final ActivityDetails DETAILS =
            new ActivityDetails(
                    "Call the Hartleys",
                    "About the tiles for the second bathroom",
                    new ContactId("contact" + UUID + 4),
                    new CompanyId("company" + UUID + 5),
                    new DealId("deal" + UUID + 6),
                    new ProjectId("project" + UUID + 7),
                    new TreeMap<>(Map.of("minutes", 12, "outcome", "voicemail")));

    static final List<ActivityEvent> ALL =
            List.of(
                    new ActivityAdded(
                            ID,
                            ActivityType.CALL,
                            DETAILS,
                            DUE,
                            Instant.parse("2026-09-30T09:45:12.345Z"),
                            ASSIGNEE),
                    new ActivityDetailsChanged(ID, DETAILS),
                    new ActivityAssigned(ID, ASSIGNEE),
                    new ActivityRescheduled(ID, DUE, Instant.parse("2026-10-02T14:00:00Z")),
                    new ActivityCompleted(ID),
                    new ActivityReopened(ID),
                    new ActivityReminded(ID, DUE, ASSIGNEE),
                    new ActivityArchived(ID),
                    new ActivityRestored(ID));

    private ActivitySpecimens() {}
}
