package nexus.platform.routing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nexus.api.CommandResult;
import nexus.platform.decider.CommandContext;
import nexus.platform.decider.CommandFailure;
import nexus.platform.serialization.ValuesModule;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import tools.jackson.databind.DeserializationFeature;

/**
 * Commands, their circumstances and what comes of them as JSON, as nodes tell each other.
 *
 * <p>Nodes of two versions may run side by side: what one of them says and the other does not
 * understand wholly is refused and not guessed at. Nothing else than these types is ever read.
 */
final class CommandWire extends Jackson3Serializer {

    private final Map<String, Class<?>> known = new HashMap<>();

    CommandWire(Set<Class<?>> commands) {
        super(
                Jackson3Serializer.builder()
                        .jsonMapperBuilderCustomizer(
                                json ->
                                        json.addModules(new ValuesModule(), new PatchModule())
                                                .enable(
                                                        DeserializationFeature
                                                                .FAIL_ON_UNKNOWN_PROPERTIES,
                                                        DeserializationFeature
                                                                .FAIL_ON_MISSING_CREATOR_PROPERTIES,
                                                        DeserializationFeature
                                                                .FAIL_ON_TRAILING_TOKENS)));
        commands.forEach(this::learn);
        learn(CommandContext.class);
        List.of(CommandResult.class.getPermittedSubclasses()).forEach(this::learn);
        List.of(CommandFailure.class.getPermittedSubclasses()).forEach(this::learn);
    }

    private void learn(Class<?> type) {
        known.put(type.getName(), type);
    }

    @Override
    public Class<?> classForType(SerializedType type) {
        return SerializedType.isEmptyType(type)
                ? Void.class
                : known.getOrDefault(type.getName(), UnknownSerializedType.class);
    }
}
