package nexus.api.savedview;

import nexus.api.Action;
import nexus.api.Command;
import nexus.api.Needs;
import nexus.api.Resource;
import nexus.api.identity.UserId;

/** Everything that can be asked of a saved view. */
@Needs(resource = Resource.SAVED_VIEWS, action = Action.UPDATE)
public sealed interface SavedViewCommand extends Command {

    SavedViewId viewId();

    @Override
    default String streamId() {
        return viewId().value();
    }

    /** Keeps a view under a name. The same again changes nothing; another is refused. */
    @Needs(resource = Resource.SAVED_VIEWS, action = Action.CREATE)
    record SaveView(
            SavedViewId viewId,
            UserId ownerId,
            String resource,
            String name,
            String query,
            boolean shared)
            implements SavedViewCommand {
        @Override
        public boolean begins() {
            return true;
        }
    }

    /**
     * Takes a view away.
     *
     * @param byId who asks for it
     * @param forAll whether they may take away what others have shared
     */
    @Needs(resource = Resource.SAVED_VIEWS, action = Action.DELETE)
    record RemoveView(SavedViewId viewId, UserId byId, boolean forAll)
            implements SavedViewCommand {}
}
