package nexus.query.savedview;

import java.util.List;
import nexus.api.savedview.SavedViewEvent;
import nexus.api.savedview.SavedViewEvent.ViewRemoved;
import nexus.api.savedview.SavedViewEvent.ViewSaved;
import nexus.platform.projection.Occurrence;
import nexus.platform.projection.View;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One row per saved view. */
@Component
final class SavedViews implements View<SavedViewEvent, SavedViewRow> {

    @Override
    public String name() {
        return "saved_views";
    }

    @Override
    public Class<SavedViewEvent> events() {
        return SavedViewEvent.class;
    }

    @Override
    public Class<SavedViewRow> rows() {
        return SavedViewRow.class;
    }

    @Override
    public List<String> indexes() {
        return List.of("resource, name, id");
    }

    @Override
    public @Nullable SavedViewRow evolve(
            @Nullable SavedViewRow view, SavedViewEvent event, Occurrence at) {
        return switch (event) {
            case ViewSaved(var id, var owner, var resource, var name, var query, var shared) ->
                    new SavedViewRow(id.value(), owner.value(), resource, name, query, shared);
            case ViewRemoved _ -> null;
        };
    }
}
