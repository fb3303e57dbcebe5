package nexus.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.api.DomainEvent;
import nexus.api.EventFamilies;
import nexus.api.EventName;
import nexus.api.Id;
import nexus.api.Money;
import nexus.api.Personal;
import nexus.api.deal.DealEvent.DealWon;
import nexus.api.deal.DealId;
import nexus.api.pipeline.StageId;
import nexus.platform.serialization.NamedEventSerializer;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * The stored form of every event. A golden file is added, never edited or deleted: somewhere a
 * store holds events in that form.
 *
 * <p>Run with {@code -Dgolden.write=true} to write down the files that are missing.
 */
class GoldenEventsTest {

    private static final Path GOLDEN = Path.of("src/test/resources/events");
    private static final Path PERSONAL = GOLDEN.resolve("personal.txt");

    private final NamedEventSerializer serializer =
            new NamedEventSerializer(EventFamilies.events());

    static Stream<DomainEvent> specimens() {
        return Specimens.all().stream();
    }

    static List<Path> goldenFiles() throws IOException {
        try (var files = Files.list(GOLDEN)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
    }

    @Test
    void every_event_has_a_specimen_of_its_own() {
        assertThat(Specimens.all().stream().map(Object::getClass))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(EventFamilies.events().toList());
    }

    @Test
    void every_event_has_a_name_that_no_other_has() {
        assertThat(EventFamilies.events().map(event -> NamedEventSerializer.nameOf(event).value()))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*"));
    }

    @ParameterizedTest
    @MethodSource("specimens")
    void a_specimen_leaves_nothing_out(DomainEvent event) {
        assertThat(event).hasNoNullFieldsOrProperties();
    }

    @ParameterizedTest
    @MethodSource("specimens")
    void an_event_is_stored_exactly_as_written_down(DomainEvent event) throws IOException {
        var stored = serializer.serialize(event, String.class);
        var golden = golden(NamedEventSerializer.nameOf(event.getClass()));
        if (Boolean.getBoolean("golden.write") && Files.notExists(golden)) {
            Files.writeString(golden, stored.getData());
        }
        assertThat(golden).exists().hasContent(stored.getData());
    }

    @ParameterizedTest
    @MethodSource("specimens")
    void an_event_is_read_as_it_was_written(DomainEvent event) {
        SerializedObject<String> stored = serializer.serialize(event, String.class);
        assertThat(serializer.<String, DomainEvent>deserialize(stored)).isEqualTo(event);
    }

    /** Of a revision that is not the present one, the upcasters make one that is. */
    @ParameterizedTest
    @MethodSource("goldenFiles")
    void whatever_was_ever_stored_is_still_read(Path golden) throws IOException {
        var name = Objects.requireNonNull(golden.getFileName()).toString().replace(".json", "");
        var at = name.lastIndexOf('@');
        var event =
                Upcasting.through(Upcasting.registered(), serializer)
                        .read(
                                name.substring(0, at),
                                name.substring(at + 1),
                                Files.readString(golden));
        assertThat(event).isInstanceOf(DomainEvent.class).hasNoNullFieldsOrProperties();
        assertThat(NamedEventSerializer.nameOf(event.getClass()).value())
                .isEqualTo(name.substring(0, at));
    }

    @Test
    void an_event_that_nobody_knows_is_told_from_one_that_is_known() {
        assertThat(serializer.classForType(new SimpleSerializedType("deal.painted", "1")))
                .isEqualTo(UnknownSerializedType.class);
        assertThat(serializer.classForType(new SimpleSerializedType("deal.won", "1")))
                .isEqualTo(DealWon.class);
    }

    /** A form that never was, two revisions back, brought forward by two upcasters in turn. */
    @Test
    void an_old_revision_is_read_through_the_chain_of_upcasters() {
        var renamed =
                new Upcast("a1", "a2", payload -> payload.set("stageId", payload.remove("stage")));
        var worth =
                new Upcast(
                        "a2",
                        "1",
                        payload ->
                                payload.putObject("value")
                                        .put("amount", payload.remove("pounds").asString() + ".00")
                                        .put("currency", "GBP"));
        var stored =
                """
                {"dealId": "deal-1", "stage": "stage-9", "pounds": "120", "reason": "Design"}""";
        assertThat(
                        Upcasting.through(List.of(renamed, worth), serializer)
                                .read("deal.won", "a1", stored))
                .isEqualTo(
                        new DealWon(
                                new DealId("deal-1"),
                                new StageId("stage-9"),
                                Money.of("120.00", "GBP"),
                                "Design"));
    }

    private static final class Upcast extends SingleEventUpcaster {
        private final String from;
        private final String to;
        private final Consumer<ObjectNode> change;

        Upcast(String from, String to, Consumer<ObjectNode> change) {
            this.from = from;
            this.to = to;
            this.change = change;
        }

        @Override
        protected boolean canUpcast(IntermediateEventRepresentation stored) {
            return stored.getType().equals(new SimpleSerializedType("deal.won", from));
        }

        @Override
        protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation stored) {
            return stored.upcastPayload(
                    new SimpleSerializedType("deal.won", to),
                    ObjectNode.class,
                    payload -> {
                        change.accept(payload);
                        return payload;
                    });
        }
    }

    /** What is personal is erasable, so no mark may be lost, nor forgotten on a new field. */
    @Test
    void what_is_personal_is_written_down() throws IOException {
        var marked = new TreeSet<String>();
        EventFamilies.events()
                .forEach(
                        event -> {
                            var name = NamedEventSerializer.nameOf(event);
                            marks(event, name.value() + "@" + name.revision() + " ")
                                    .forEach(marked::add);
                        });
        var written = marked.stream().collect(Collectors.joining("\n", "", "\n"));
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(PERSONAL, written);
        }
        assertThat(PERSONAL).exists().hasContent(written);
    }

    private static Stream<String> marks(Class<?> type, String path) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(
                        component ->
                                component.isAnnotationPresent(Personal.class)
                                        ? Stream.of(path + component.getName())
                                        : within(component)
                                                .flatMap(
                                                        part ->
                                                                marks(
                                                                        part,
                                                                        path
                                                                                + component
                                                                                        .getName()
                                                                                + ".")));
    }

    /** The records that a component is, or is a collection of. */
    private static Stream<Class<?>> within(RecordComponent component) {
        var generic = component.getGenericType();
        var types =
                generic instanceof ParameterizedType many
                        ? Arrays.stream(many.getActualTypeArguments())
                        : Stream.<Type>of(generic);
        return types.filter(type -> type instanceof Class<?> one && one.isRecord())
                .<Class<?>>map(type -> (Class<?>) type)
                .filter(type -> !Id.class.isAssignableFrom(type));
    }

    private static Path golden(EventName name) {
        return GOLDEN.resolve(name.value() + "@" + name.revision() + ".json");
    }
}
