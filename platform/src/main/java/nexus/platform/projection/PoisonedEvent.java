package nexus.platform.projection;

import nexus.platform.eventstore.RecordedEvent;

/** A view cannot take an event in, where that is no reason to park it. */
final class PoisonedEvent extends RuntimeException {
    PoisonedEvent(String view, RecordedEvent event, String cause) {
        super(
                "%s cannot take in %s of %s, version %d (position %d): %s"
                        .formatted(
                                view,
                                event.type(),
                                event.streamId(),
                                event.version(),
                                event.position(),
                                cause));
    }
}
