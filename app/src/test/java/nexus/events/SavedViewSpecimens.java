package nexus.events;

import java.util.List;
import nexus.api.identity.UserId;
import nexus.api.savedview.SavedViewEvent;
import nexus.api.savedview.SavedViewEvent.ViewRemoved;
import nexus.api.savedview.SavedViewEvent.ViewSaved;
import nexus.api.savedview.SavedViewId;

/** One of every event of a saved view. */
final class SavedViewSpecimens {

    private static final SavedViewId ID =
            new SavedViewId("savedview-01990000-0000-7000-8000-000000000001");

    static final List<SavedViewEvent> ALL =
            List.of(
                    new ViewSaved(
                            ID,
                            new UserId("user-01990000-0000-7000-8000-000000000002"),
                            "deals",
                            "Mine, open",
                            "status=OPEN&sort=-value",
                            true),
                    new ViewRemoved(ID));

    private SavedViewSpecimens() {}
}
