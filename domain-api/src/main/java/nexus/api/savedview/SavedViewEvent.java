package nexus.api.savedview;

import nexus.api.DomainEvent;
import nexus.api.EventName;
import nexus.api.identity.UserId;

/** Everything that can happen to a saved view. */
public sealed interface SavedViewEvent extends DomainEvent {

    SavedViewId viewId();

    @Override
    default String streamId() {
        return viewId().value();
    }

    /**
     * A list as somebody narrowed and sorted it was kept.
     *
     * @param resource whose list: {@code deals}
     * @param query what stands behind the question mark
     * @param shared whether everybody in the organization sees it
     */
    @EventName("saved-view.saved")
    record ViewSaved(
            SavedViewId viewId,
            UserId ownerId,
            String resource,
            String name,
            String query,
            boolean shared)
            implements SavedViewEvent {}

    @EventName("saved-view.removed")
    record ViewRemoved(SavedViewId viewId) implements SavedViewEvent {}
}
