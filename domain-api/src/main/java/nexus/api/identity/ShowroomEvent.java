package nexus.api.identity;

import nexus.api.DomainEvent;
import nexus.api.EventName;

/** Everything that can happen to a showroom. */
public sealed interface ShowroomEvent extends DomainEvent {

    ShowroomId showroomId();

    @Override
    default String streamId() {
        return showroomId().value();
    }

    @EventName("showroom.opened")
    record ShowroomOpened(ShowroomId showroomId, String name, String code, ShowroomDetails details)
            implements ShowroomEvent {}

    @EventName("showroom.renamed")
    record ShowroomRenamed(ShowroomId showroomId, String name) implements ShowroomEvent {}

    @EventName("showroom.code-changed")
    record ShowroomCodeChanged(ShowroomId showroomId, String code) implements ShowroomEvent {}

    @EventName("showroom.details-changed")
    record ShowroomDetailsChanged(ShowroomId showroomId, ShowroomDetails details)
            implements ShowroomEvent {}
}
