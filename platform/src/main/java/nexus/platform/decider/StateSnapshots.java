package nexus.platform.decider;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import nexus.api.DomainEvent;
import nexus.platform.decider.RecentCommands.Handled;
import nexus.platform.eventstore.EventMetadata;
import nexus.platform.eventstore.Snapshots;
import nexus.platform.serialization.ValuesModule;
import org.axonframework.eventhandling.DomainEventMessage;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.jsontype.impl.DefaultTypeResolverBuilder;

/** The state of one kind of aggregate as JSON, marked with the code that has folded it. */
final class StateSnapshots implements Snapshots {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(new ValuesModule())
                    .setDefaultTyping(new NamesOfSealedTypes())
                    .build();

    private final Decider<?, Object, DomainEvent> decider;
    private final String shape;

    @SuppressWarnings("unchecked") // a stream gets only the events of its own decider
    StateSnapshots(Decider<?, ?, ?> decider) {
        this.decider = (Decider<?, Object, DomainEvent>) decider;
        this.shape = Code.of(decider);
    }

    /**
     * A state that stands for the events of its stream.
     *
     * @param shape the hash of the code that has folded it
     * @param state as JSON with the names of its types
     * @param recent the last commands that were sent on to come to it
     */
    record FoldedState(String shape, String organizationId, String state, List<Handled> recent) {

        FoldedState {
            recent = recent == null ? List.of() : recent; // those taken before there were any
        }

        Object read() {
            try {
                return JSON.readValue(state, Object.class);
            } catch (JacksonException e) {
                throw new Unreadable(e);
            }
        }
    }

    @Override
    public boolean isOne(Object payload) {
        return payload instanceof FoldedState;
    }

    @Override
    public boolean isOfUse(Object snapshot) {
        return snapshot instanceof FoldedState folded && folded.shape().equals(shape);
    }

    @Override
    public Optional<Object> after(Iterator<? extends DomainEventMessage<?>> events) {
        var state = decider.initial();
        var organization = "";
        var recent = new RecentCommands();
        while (events.hasNext()) {
            var message = events.next();
            switch (message.getPayload()) {
                case DomainEvent event -> {
                    state = decider.evolve(state, event);
                    organization =
                            String.valueOf(message.getMetaData().get(EventMetadata.ORGANIZATION));
                    recent.note(message);
                }
                case FoldedState folded when isOfUse(folded) -> {
                    state = folded.read();
                    organization = folded.organizationId();
                    folded.recent().forEach(recent::note);
                }
                default -> {
                    return Optional.empty();
                }
            }
        }
        var written = JSON.writerFor(Object.class).writeValueAsString(state);
        var folded = new FoldedState(shape, organization, written, recent.all());
        return folded.read().equals(state) ? Optional.of(folded) : Optional.empty();
    }

    /** Says which type it is only where that is open: everything else is told by its place. */
    private static final class NamesOfSealedTypes extends DefaultTypeResolverBuilder {

        NamesOfSealedTypes() {
            super(
                    BasicPolymorphicTypeValidator.builder()
                            .allowIfSubType("nexus.")
                            .allowIfSubType("java.util.")
                            .allowIfSubType("java.math.")
                            .build(),
                    DefaultTyping.JAVA_LANG_OBJECT,
                    JsonTypeInfo.As.WRAPPER_ARRAY);
        }

        @Override
        public boolean useForType(JavaType type) {
            return type.isJavaLangObject() || type.getRawClass().isSealed();
        }
    }

    /**
     * Tells code that folds by its bytes: the decider, and every type that its states consist of.
     */
    private static final class Code {

        private final TreeMap<String, byte[]> types = new TreeMap<>();

        static String of(Decider<?, ?, ?> decider) {
            var code = new Code();
            code.add(decider.getClass());
            Arrays.stream(decider.initial().getClass().getInterfaces()).forEach(code::add);
            code.add(decider.initial().getClass());
            try {
                var digest = MessageDigest.getInstance("SHA-256");
                code.types.values().forEach(digest::update);
                return HexFormat.of().formatHex(digest.digest(), 0, 16);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every JDK has SHA-256", e);
            }
        }

        private void add(Type type) {
            switch (type) {
                case Class<?> known -> add(known);
                case ParameterizedType generic ->
                        Arrays.stream(generic.getActualTypeArguments()).forEach(this::add);
                case WildcardType any -> Arrays.stream(any.getUpperBounds()).forEach(this::add);
                default -> {}
            }
        }

        private void add(Class<?> type) {
            if (!type.getName().startsWith("nexus.") || types.containsKey(type.getName())) {
                return;
            }
            types.put(type.getName(), bytesOf(type));
            if (type.isSealed()) {
                Arrays.stream(type.getPermittedSubclasses()).forEach(this::add);
            }
            if (type.isRecord()) {
                Arrays.stream(type.getRecordComponents())
                        .forEach(component -> add(component.getGenericType()));
            }
        }

        private static byte[] bytesOf(Class<?> type) {
            var file = type.getName().substring(type.getPackageName().length() + 1) + ".class";
            try (var in = Objects.requireNonNull(type.getResourceAsStream(file), file)) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(type + " cannot be read", e);
            }
        }
    }
}
