package nexus.command.savedview;

import nexus.api.savedview.SavedViewEvent.ViewSaved;

/** What must be remembered about a saved view in order to decide. */
sealed interface SavedView {

    /** Nobody saved it yet. */
    record Absent() implements SavedView {}

    record Kept(ViewSaved as) implements SavedView {}

    record Removed() implements SavedView {}
}
