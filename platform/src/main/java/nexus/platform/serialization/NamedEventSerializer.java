package nexus.platform.serialization;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.api.EventName;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;

/** Stores events under their {@link EventName} instead of their class name. */
public final class NamedEventSerializer extends Jackson3Serializer {

    private final Map<String, String> classNames;

    public NamedEventSerializer(Stream<Class<?>> events) {
        super(
                Jackson3Serializer.builder()
                        .jsonMapperBuilderCustomizer(json -> json.addModule(new ValuesModule())));
        this.classNames =
                events.collect(Collectors.toMap(event -> nameOf(event).value(), Class::getName));
    }

    /** The name an event is stored under. Every event has one. */
    public static EventName nameOf(Class<?> event) {
        return Objects.requireNonNull(
                event.getAnnotation(EventName.class), () -> event + " has no @EventName");
    }

    @Override
    @SuppressWarnings("rawtypes") // the shape of Axon's method
    public SerializedType typeForClass(Class type) {
        return type != null && type.getAnnotation(EventName.class) instanceof EventName name
                ? new SimpleSerializedType(name.value(), name.revision())
                : super.typeForClass(type);
    }

    @Override
    protected String resolveClassName(SerializedType type) {
        var known = classNames.get(type.getName());
        return known == null ? super.resolveClassName(type) : known;
    }
}
