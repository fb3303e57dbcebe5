package nexus.command.savedview;

import static nexus.platform.decider.Decision.accept;
import static nexus.platform.decider.Decision.nothing;
import static nexus.platform.decider.Decision.reject;

import nexus.api.RecordRejection.AlreadyExists;
import nexus.api.RecordRejection.NotFound;
import nexus.api.savedview.SavedViewCommand;
import nexus.api.savedview.SavedViewCommand.RemoveView;
import nexus.api.savedview.SavedViewCommand.SaveView;
import nexus.api.savedview.SavedViewEvent;
import nexus.api.savedview.SavedViewEvent.ViewRemoved;
import nexus.api.savedview.SavedViewEvent.ViewSaved;
import nexus.api.savedview.SavedViewRejection.SavedBySomebodyElse;
import nexus.command.savedview.SavedView.Absent;
import nexus.command.savedview.SavedView.Kept;
import nexus.command.savedview.SavedView.Removed;
import nexus.platform.decider.Decider;
import nexus.platform.decider.Decision;

/** The business rules of a saved view: who saved one may remove it. */
final class SavedViewDecider implements Decider<SavedViewCommand, SavedView, SavedViewEvent> {

    @Override
    public SavedView initial() {
        return new Absent();
    }

    @Override
    public Decision<SavedViewEvent> decide(SavedView view, SavedViewCommand command) {
        return switch (command) {
            case SaveView save -> save(view, save);
            case RemoveView remove -> remove(view, remove);
        };
    }

    private static Decision<SavedViewEvent> save(SavedView view, SaveView save) {
        var saved =
                new ViewSaved(
                        save.viewId(),
                        save.ownerId(),
                        save.resource(),
                        save.name(),
                        save.query(),
                        save.shared());
        return switch (view) {
            case Absent _ -> accept(saved);
            case Kept(var as) when as.equals(saved) -> nothing();
            case Kept _, Removed _ -> reject(new AlreadyExists(save.streamId()));
        };
    }

    /** A view of somebody's own is not there for others, whoever they are. */
    private static Decision<SavedViewEvent> remove(SavedView view, RemoveView remove) {
        return switch (view) {
            case Absent _ -> reject(new NotFound(remove.streamId()));
            case Removed _ -> nothing();
            case Kept(var as) when as.ownerId().equals(remove.byId()) ->
                    accept(new ViewRemoved(remove.viewId()));
            case Kept(var as) when !as.shared() -> reject(new NotFound(remove.streamId()));
            case Kept _ when remove.forAll() -> accept(new ViewRemoved(remove.viewId()));
            case Kept _ -> reject(new SavedBySomebodyElse());
        };
    }

    @Override
    public SavedView evolve(SavedView view, SavedViewEvent event) {
        return switch (event) {
            case ViewSaved saved -> new Kept(saved);
            case ViewRemoved _ -> new Removed();
        };
    }
}
