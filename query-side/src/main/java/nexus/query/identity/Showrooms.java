package nexus.query.identity;

import nexus.api.identity.ShowroomDetails;
import nexus.api.identity.ShowroomEvent;
import nexus.api.identity.ShowroomEvent.ShowroomCodeChanged;
import nexus.api.identity.ShowroomEvent.ShowroomDetailsChanged;
import nexus.api.identity.ShowroomEvent.ShowroomOpened;
import nexus.api.identity.ShowroomEvent.ShowroomRenamed;
import nexus.platform.projection.Occurrence;
import nexus.platform.projection.View;
import nexus.query.identity.Showrooms.ShowroomRow;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One row per showroom. */
@Component
final class Showrooms implements View<ShowroomEvent, ShowroomRow> {

    record ShowroomRow(String id, String name, String code, ShowroomDetails details) {}

    @Override
    public String name() {
        return "showrooms";
    }

    @Override
    public Class<ShowroomEvent> events() {
        return ShowroomEvent.class;
    }

    @Override
    public Class<ShowroomRow> rows() {
        return ShowroomRow.class;
    }

    @Override
    public @Nullable ShowroomRow evolve(
            @Nullable ShowroomRow showroom, ShowroomEvent event, Occurrence at) {
        if (event instanceof ShowroomOpened(var id, var name, var code, var details)) {
            return new ShowroomRow(id.value(), name, code, details);
        }
        if (showroom == null) {
            return null;
        }
        return switch (event) {
            case ShowroomOpened _ -> showroom;
            case ShowroomRenamed(_, var name) ->
                    new ShowroomRow(showroom.id(), name, showroom.code(), showroom.details());
            case ShowroomCodeChanged(_, var code) ->
                    new ShowroomRow(showroom.id(), showroom.name(), code, showroom.details());
            case ShowroomDetailsChanged(_, var details) ->
                    new ShowroomRow(showroom.id(), showroom.name(), showroom.code(), details);
        };
    }
}
