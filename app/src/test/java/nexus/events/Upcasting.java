package nexus.events;

import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.stereotype.Component;

/** Reads stored events the way the event store does: through the upcasters, then as records. */
record Upcasting(EventUpcasterChain upcasters, Serializer serializer) {

    static Upcasting through(List<? extends SingleEventUpcaster> upcasters, Serializer serializer) {
        return new Upcasting(new EventUpcasterChain(List.copyOf(upcasters)), serializer);
    }

    /** The upcasters that the engine runs with: every component that is one. */
    static List<SingleEventUpcaster> registered() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(SingleEventUpcaster.class));
        return scanner.findCandidateComponents("nexus").stream()
                .map(found -> String.valueOf(found.getBeanClassName()))
                .filter(Upcasting::isComponent)
                .map(Upcasting::instance)
                .toList();
    }

    private static boolean isComponent(String className) {
        try {
            return Class.forName(className).isAnnotationPresent(Component.class);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SingleEventUpcaster instance(String className) {
        try {
            var constructor = Class.forName(className).getDeclaredConstructor();
            constructor.setAccessible(true);
            return (SingleEventUpcaster) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "An upcaster needs nothing to be made: " + className, e);
        }
    }

    Object read(String type, String revision, String payload) {
        var stored =
                new GenericDomainEventEntry<>(
                        "stream",
                        "stream-1",
                        0,
                        "event-1",
                        "2026-01-01T00:00:00Z",
                        type,
                        revision,
                        payload,
                        "{}");
        var tracked = new TrackedDomainEventData<>(new GlobalSequenceTrackingToken(1), stored);
        return EventUtils.upcastAndDeserializeTrackedEvents(
                        Stream.of(tracked), serializer, upcasters)
                .findFirst()
                .orElseThrow()
                .getPayload();
    }
}
