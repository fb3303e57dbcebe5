package nexus.eventstore;

import static nexus.eventstore.Check.Ability.NUMBERS_DRAWN_BEFORE_THE_COMMIT;
import static nexus.eventstore.Check.Ability.SNAPSHOTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nexus.api.pipeline.PipelineEvent.PipelineRenamed;
import nexus.api.pipeline.PipelineId;
import nexus.platform.NewId;
import nexus.platform.eventstore.EventMetadata;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * What every event store must do, one check after the other. Nobody else writes to the store in the
 * meantime. Each check asks first for something that only a store that keeps events can give.
 */
final class Conformance {

    private static final String ORGANIZATION = NewId.of("organization");

    private final Store store;

    private Conformance(Store store) {
        this.store = store;
    }

    /** A check with its name. */
    record Named(String name, Set<Check.Ability> of, Method method) {

        void run(Store store) throws Throwable {
            try {
                method.invoke(new Conformance(store));
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
        }
    }

    /** Every check there is. */
    static List<Named> checks() {
        return Arrays.stream(Conformance.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Check.class))
                .map(
                        method ->
                                new Named(
                                        method.getName().replace('_', ' '),
                                        Set.of(method.getAnnotation(Check.class).of()),
                                        method))
                .sorted(Comparator.comparing(Named::name))
                .toList();
    }

    @Check
    void an_appended_event_is_read_back_as_it_was() {
        var event = event(stream(), 0, "Sales");
        var before = Instant.now();
        store.append(event);
        var read = only(stream(event));
        assertThat(read.getIdentifier()).isEqualTo(event.getIdentifier());
        assertThat(read.getAggregateIdentifier()).isEqualTo(event.getAggregateIdentifier());
        assertThat(read.getSequenceNumber()).isZero();
        assertThat(read.getPayload()).isEqualTo(event.getPayload());
        assertThat(read.getTimestamp())
                .isBetween(before.minusSeconds(2), Instant.now().plusSeconds(2));
    }

    @Check
    void what_surrounds_an_event_is_kept_beside_it() {
        var circumstances =
                MetaData.with(EventMetadata.ORGANIZATION, ORGANIZATION)
                        .and(EventMetadata.ACTOR_NAME, "Zoë \"the\" Åke\\n\u2028")
                        .and(EventMetadata.CORRELATION, "")
                        .and(EventMetadata.OCCURRED_AT, "2001-02-03T04:05:06.789012Z")
                        .and("x".repeat(300), "long name");
        var event =
                new GenericDomainEventMessage<>(
                        "DeciderAggregate",
                        stream(),
                        0,
                        new PipelineRenamed(new PipelineId("p"), ""),
                        circumstances);
        store.append(event);
        assertThat(only(stream(event)).getMetaData())
                .containsExactlyInAnyOrderEntriesOf(circumstances);
        assertThat(tracked(null, List.of(event)).getLast().getMetaData())
                .containsExactlyInAnyOrderEntriesOf(circumstances);
    }

    @Check
    void events_of_one_unit_of_work_are_stored_together_and_in_their_order() {
        var one = stream();
        var other = stream();
        var events =
                List.of(
                        event(one, 0, "a"),
                        event(other, 0, "b"),
                        event(one, 1, "c"),
                        event(other, 1, "d"));
        store.append(events.toArray(EventMessage<?>[]::new));
        assertThat(names(one)).containsExactly("a", "c");
        assertThat(names(other)).containsExactly("b", "d");
        assertThat(ids(tracked(null, events))).endsWith(ids(events).toArray(String[]::new));
    }

    @Check
    void of_a_unit_of_work_that_fails_nothing_is_stored() {
        var kept = event(stream(), 0, "kept");
        var lost = event(stream(), 0, "lost");
        store.append(kept);
        assertThatThrownBy(
                        () ->
                                store.inUnitOfWork(
                                        () -> {
                                            store.events().publish(lost);
                                            throw new IllegalStateException("changed my mind");
                                        }))
                .hasMessage("changed my mind");
        assertThat(names(stream(kept))).containsExactly("kept");
        assertThat(names(stream(lost))).isEmpty();
    }

    @Check
    void a_conflict_in_one_stream_leaves_nothing_in_the_others() {
        var taken = stream();
        var other = stream();
        store.append(event(taken, 0, "first"));
        assertThatThrownBy(() -> store.append(event(other, 0, "b"), event(taken, 0, "second")))
                .isInstanceOf(ConcurrencyException.class);
        assertThat(names(taken)).containsExactly("first");
        assertThat(names(other)).isEmpty();
    }

    @Check
    void a_version_is_given_once() {
        var stream = stream();
        store.append(event(stream, 0, "a"), event(stream, 1, "b"));
        assertThatThrownBy(() -> store.append(event(stream, 1, "c")))
                .isInstanceOf(ConcurrencyException.class);
        store.append(event(stream, 2, "d"));
        assertThat(names(stream)).containsExactly("a", "b", "d");
    }

    @Check
    void a_stream_has_no_holes() {
        var stream = stream();
        store.append(event(stream, 0, "a"));
        assertThatThrownBy(() -> store.append(event(stream, 2, "c")))
                .isInstanceOf(ConcurrencyException.class);
        assertThatThrownBy(() -> store.append(event(stream(), 1, "no beginning")))
                .isInstanceOf(ConcurrencyException.class);
        store.append(event(stream, 1, "b"));
        assertThat(names(stream)).containsExactly("a", "b");
    }

    @Check
    void of_many_who_begin_a_stream_at_once_one_wins() throws Exception {
        var stream = stream();
        var outcomes = atOnce(16, writer -> () -> tryToAppend(event(stream, 0, "by " + writer)));
        assertThat(outcomes.stream().filter(Boolean::booleanValue)).hasSize(1);
        assertThat(names(stream)).hasSize(1);
    }

    @Check
    void of_64_writers_at_one_version_one_wins() throws Exception {
        var stream = stream();
        store.append(event(stream, 0, "beginning"));
        var outcomes = atOnce(64, writer -> () -> tryToAppend(event(stream, 1, "by " + writer)));
        assertThat(outcomes.stream().filter(Boolean::booleanValue)).hasSize(1);
        assertThat(versions(stream)).containsExactly(0L, 1L);
    }

    @Check
    void writers_of_the_same_streams_leave_them_whole_and_everything_has_its_place()
            throws Exception {
        var before = lastPosition();
        var streams = IntStream.range(0, 8).mapToObj(_ -> stream()).toList();
        var accepted = atOnce(8, _ -> () -> writeTo(streams, 40));
        var expected = accepted.stream().flatMap(Collection::stream).toList();
        assertThat(expected).hasSizeGreaterThan(40);
        var read = tracked(before, expected);
        assertStreamsStepByOne(read);
        assertPositionsStepByOne(read);
        for (var stream : streams) {
            var inOrder = read.stream().filter(e -> stream(e).equals(stream)).toList();
            assertThat(versions(stream)).hasSameSizeAs(inOrder);
        }
    }

    @Check
    void units_of_work_that_fail_neither_stop_readers_nor_leave_holes() throws Exception {
        var before = lastPosition();
        var accepted =
                atOnce(
                        8,
                        writer ->
                                () ->
                                        IntStream.range(0, 20)
                                                .mapToObj(i -> appendOrFail((writer + i) % 10 < 3))
                                                .flatMap(List::stream)
                                                .toList());
        var expected = accepted.stream().flatMap(Collection::stream).toList();
        assertThat(expected).hasSize(112);
        assertPositionsStepByOne(tracked(before, expected));
    }

    @Check
    void a_reader_goes_on_behind_its_token() {
        var before = lastPosition();
        var events = IntStream.range(0, 30).mapToObj(i -> event(stream(), 0, "" + i)).toList();
        events.forEach(store::append);
        var all = tracked(before, events);
        assertThat(all)
                .extracting(TrackedEventMessage::getIdentifier)
                .containsExactlyElementsOf(ids(events));
        for (var cut : List.of(0, 11, 28)) {
            var rest = tracked(all.get(cut).trackingToken(), events.subList(cut + 1, 30));
            assertThat(rest).hasSize(29 - cut);
            assertThat(rest).extracting(e -> position(e)).isSorted();
            assertThat(rest)
                    .extracting(e -> position(e))
                    .containsExactlyElementsOf(
                            all.subList(cut + 1, 30).stream().map(e -> position(e)).toList());
        }
    }

    @Check
    void a_reader_from_the_beginning_and_one_from_the_tail_token_see_everything() {
        var event = event(stream(), 0, "last");
        store.append(event);
        var everything = ids(tracked(null, List.of(event)));
        assertThat(everything).contains(event.getIdentifier()).doesNotHaveDuplicates();
        assertThat(ids(tracked(store.events().createTailToken(), List.of(event))))
                .isEqualTo(everything);
    }

    @Check
    void a_reader_from_a_moment_on_misses_nothing_since() {
        store.append(event(stream(), 0, "before"));
        var event = event(stream(), 0, "then");
        store.append(event);
        var moment = tracked(null, List.of(event)).getLast().getTimestamp();
        var read = tracked(store.events().createTokenAt(moment), List.of(event));
        assertThat(ids(read)).contains(event.getIdentifier());
    }

    @Check
    void a_reader_who_waits_at_the_head_sees_what_comes() throws Exception {
        var known = event(stream(), 0, "known");
        store.append(known);
        tracked(null, List.of(known));
        try (var reader = store.events().openStream(store.events().createHeadToken());
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var come = event(stream(), 0, "come");
            var seen = executor.submit(() -> readUntil(reader, List.of(come)));
            store.append(come);
            assertThat(ids(seen.get())).contains(come.getIdentifier()).doesNotContain(id(known));
        }
    }

    @Check
    void events_may_be_big() {
        var big = "Größe ".repeat(200_000);
        var event = event(stream(), 0, big);
        store.append(event, event(stream(event), 1, "small"));
        assertThat(names(stream(event))).containsExactly(big, "small");
        assertThat(tracked(null, List.of(event)).getLast().getPayload())
                .isEqualTo(event.getPayload());
    }

    @Check
    void letters_of_every_script_and_control_characters_are_kept() {
        var stream = stream();
        var samples =
                List.of(
                        "Łódź, Ångström, ﷽, 東京, \uD83D\uDC69\u200D\uD83D\uDE80, e\u0301",
                        "\u202Eright to left\u202C \u05E9\u05DC\u05D5\u05DD",
                        IntStream.range(1, 0x20)
                                .mapToObj(Character::toString)
                                .collect(Collectors.joining()),
                        "\u007F\u0085\u2028\u2029\uFEFF\uFFFD\uFFFF",
                        "\\u0000 and \\ and ' and \" and </script> and $1 and :name and ?",
                        "");
        for (int i = 0; i < samples.size(); i++) {
            store.append(event(stream, i, samples.get(i)));
        }
        assertThat(names(stream)).containsExactlyElementsOf(samples);
    }

    @Check
    void a_character_that_cannot_be_kept_is_refused_and_stops_nobody() {
        var nul = event(stream(), 0, "a\0b");
        var refused = catchThrowable(() -> store.append(nul));
        var next = event(stream(), 0, "next");
        store.append(next);
        assertThat(names(stream(nul))).isEqualTo(refused == null ? List.of("a\0b") : List.of());
        assertThat(ids(tracked(null, List.of(next)))).contains(next.getIdentifier());
    }

    @Check
    void a_stream_can_be_read_from_a_version_on() {
        var stream = stream();
        IntStream.range(0, 5).forEach(i -> store.append(event(stream, i, "" + i)));
        assertThat(store.events().readEvents(stream, 3).asStream().map(Conformance::name))
                .containsExactly("3", "4");
        assertThat(store.events().readEvents(stream, 5).hasNext()).isFalse();
    }

    @Check
    void the_last_version_of_a_stream_is_known() {
        var stream = stream();
        assertThat(store.events().lastSequenceNumberFor(stream)).isEmpty();
        IntStream.range(0, 3).forEach(i -> store.append(event(stream, i, "" + i)));
        assertThat(store.events().lastSequenceNumberFor(stream)).contains(2L);
    }

    @Check
    void what_a_unit_of_work_has_published_it_reads_back_before_the_commit() {
        var stream = stream();
        store.append(event(stream, 0, "stored"));
        var readBack = new ArrayList<String>();
        store.inUnitOfWork(
                () -> {
                    store.events().publish(event(stream, 1, "published"));
                    readBack.addAll(names(stream));
                });
        assertThat(readBack).containsExactly("stored", "published");
        assertThat(names(stream)).containsExactly("stored", "published");
    }

    @Check
    void what_began_first_and_is_committed_last_is_not_missed() throws Exception {
        var slow = event(stream(), 0, "slow");
        var published = new CountDownLatch(1);
        var others = new CountDownLatch(1);
        try (var reader = store.events().openStream(lastPosition());
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var writer =
                    executor.submit(
                            () ->
                                    store.inUnitOfWork(
                                            () -> {
                                                store.events().publish(slow);
                                                published.countDown();
                                                await(others);
                                            }));
            await(published);
            var quick = IntStream.range(0, 5).mapToObj(i -> event(stream(), 0, "" + i)).toList();
            quick.forEach(store::append);
            var first = readUntil(reader, quick);
            assertThat(ids(first)).doesNotContain(slow.getIdentifier());
            others.countDown();
            writer.get();
            assertThat(ids(readUntil(reader, List.of(slow)))).contains(slow.getIdentifier());
        }
    }

    @Check(of = NUMBERS_DRAWN_BEFORE_THE_COMMIT)
    void an_event_whose_number_was_drawn_long_before_its_commit_is_not_missed() throws Exception {
        var before = lastPosition();
        var late = event(stream(), 0, "late");
        try (var reader = store.events().openStream(before);
                var writer = store.drawNumberFor(late)) {
            var others = IntStream.range(0, 20).mapToObj(i -> event(stream(), 0, "" + i)).toList();
            others.forEach(store::append);
            assertThat(ids(readUntil(reader, others))).doesNotContain(late.getIdentifier());
            writer.commit();
            assertThat(ids(readUntil(reader, List.of(late)))).containsExactly(id(late));
            var everything = Stream.concat(others.stream(), Stream.of(late)).toList();
            var replayed = tracked(before, everything);
            assertThat(replayed).extracting(TrackedEventMessage::getIdentifier).endsWith(id(late));
            assertPositionsStepByOne(replayed);
        }
    }

    @Check(of = SNAPSHOTS)
    void a_stream_is_read_from_its_last_snapshot_on() {
        var stream = stream();
        var other = stream();
        IntStream.range(0, 6).forEach(i -> store.append(event(stream, i, "" + i)));
        store.append(event(other, 0, "other"));
        store.events().storeSnapshot(event(stream, 2, "state after 2"));
        eventually(() -> names(stream), List.of("state after 2", "3", "4", "5"));
        store.events().storeSnapshot(event(stream, 4, "state after 4"));
        eventually(() -> names(stream), List.of("state after 4", "5"));
        assertThat(names(other)).containsExactly("other");
        assertThat(store.events().readEvents(stream, 0).asStream().map(Conformance::name))
                .containsExactly("0", "1", "2", "3", "4", "5");
    }

    @Check(of = SNAPSHOTS)
    void a_snapshot_is_no_event() {
        var before = lastPosition();
        var stream = stream();
        store.append(event(stream, 0, "a"));
        store.events().storeSnapshot(event(stream, 0, "state after 0"));
        eventually(() -> names(stream), List.of("state after 0"));
        var last = event(stream, 1, "b");
        store.append(last);
        assertThat(tracked(before, List.of(last)))
                .extracting(Conformance::name)
                .containsExactly("a", "b");
        assertThat(store.events().lastSequenceNumberFor(stream)).contains(1L);
    }

    private static String stream() {
        return NewId.of(PipelineId.PREFIX);
    }

    private static String stream(EventMessage<?> event) {
        return ((DomainEventMessage<?>) event).getAggregateIdentifier();
    }

    static DomainEventMessage<PipelineRenamed> event(String stream, long version, String name) {
        return new GenericDomainEventMessage<>(
                "DeciderAggregate",
                stream,
                version,
                new PipelineRenamed(new PipelineId(stream), name),
                MetaData.with(EventMetadata.ORGANIZATION, ORGANIZATION));
    }

    private static String id(EventMessage<?> event) {
        return event.getIdentifier();
    }

    private static List<String> ids(List<? extends EventMessage<?>> events) {
        return events.stream().map(Conformance::id).toList();
    }

    private static String name(EventMessage<?> event) {
        return ((PipelineRenamed) event.getPayload()).name();
    }

    private List<String> names(String stream) {
        return store.events().readEvents(stream).asStream().map(Conformance::name).toList();
    }

    private List<Long> versions(String stream) {
        return store.events()
                .readEvents(stream)
                .asStream()
                .map(DomainEventMessage::getSequenceNumber)
                .<Long>map(version -> version)
                .toList();
    }

    private DomainEventMessage<?> only(String stream) {
        var read = store.events().readEvents(stream).asStream().toList();
        assertThat(read).hasSize(1);
        return read.getFirst();
    }

    private boolean tryToAppend(EventMessage<?> event) {
        try {
            store.append(event);
            return true;
        } catch (ConcurrencyException _) {
            return false;
        }
    }

    private List<EventMessage<?>> appendOrFail(boolean fail) {
        var event = event(stream(), 0, "x");
        try {
            store.inUnitOfWork(
                    () -> {
                        store.events().publish(event);
                        if (fail) {
                            throw new IllegalStateException("meant to fail");
                        }
                    });
            return List.of(event);
        } catch (IllegalStateException _) {
            return List.of();
        }
    }

    /** Appends to streams picked by chance what the state of each allows, as commands do. */
    private List<EventMessage<?>> writeTo(List<String> streams, int times) {
        var accepted = new ArrayList<EventMessage<?>>();
        var chance = RandomGenerator.getDefault();
        for (int i = 0; i < times; i++) {
            var stream = streams.get(chance.nextInt(streams.size()));
            long next = store.events().lastSequenceNumberFor(stream).map(v -> v + 1).orElse(0L);
            var event = event(stream, next, "x");
            if (tryToAppend(event)) {
                accepted.add(event);
            }
        }
        return accepted;
    }

    private static <T> List<T> atOnce(int writers, java.util.function.IntFunction<Callable<T>> work)
            throws Exception {
        var start = new CountDownLatch(1);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = new ArrayList<Future<T>>();
            for (int i = 0; i < writers; i++) {
                var own = work.apply(i);
                outcomes.add(
                        executor.submit(
                                () -> {
                                    await(start);
                                    return own.call();
                                }));
            }
            start.countDown();
            var results = new ArrayList<T>();
            for (var outcome : outcomes) {
                results.add(outcome.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The token of the last event there is, which is appended for the purpose. */
    private @Nullable TrackingToken lastPosition() {
        var marker = event(stream(), 0, "marker");
        store.append(marker);
        return tracked(null, List.of(marker)).stream()
                .filter(event -> id(event).equals(id(marker)))
                .findFirst()
                .orElseThrow()
                .trackingToken();
    }

    /** What is read behind a token until all of these have come. */
    private List<TrackedEventMessage<?>> tracked(
            @Nullable TrackingToken token, List<? extends EventMessage<?>> expected) {
        try (var reader = store.events().openStream(token)) {
            return readUntil(reader, expected);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<TrackedEventMessage<?>> readUntil(
            BlockingStream<TrackedEventMessage<?>> reader, List<? extends EventMessage<?>> expected)
            throws InterruptedException {
        var missing = new HashSet<>(ids(expected));
        var read = new ArrayList<TrackedEventMessage<?>>();
        var end = System.nanoTime() + store.patience().toNanos();
        while (!missing.isEmpty() && System.nanoTime() < end) {
            if (reader.hasNextAvailable(50, TimeUnit.MILLISECONDS)) {
                var event = reader.nextAvailable();
                missing.remove(event.getIdentifier());
                read.add(event);
            }
        }
        assertThat(missing).as("never came").isEmpty();
        return read;
    }

    private void eventually(Supplier<List<String>> actual, List<String> expected) {
        var end = System.nanoTime() + store.patience().toNanos();
        while (!actual.get().equals(expected) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(actual.get()).isEqualTo(expected);
    }

    private static long position(TrackedEventMessage<?> event) {
        return event.trackingToken().position().orElseThrow();
    }

    private static void assertPositionsStepByOne(List<TrackedEventMessage<?>> read) {
        for (int i = 1; i < read.size(); i++) {
            assertThat(position(read.get(i))).isEqualTo(position(read.get(i - 1)) + 1);
        }
    }

    private static void assertStreamsStepByOne(List<TrackedEventMessage<?>> read) {
        Map<String, Long> last = new HashMap<>();
        for (var event : read) {
            var version = ((DomainEventMessage<?>) event).getSequenceNumber();
            assertThat(version).isEqualTo(last.getOrDefault(stream(event), -1L) + 1);
            last.put(stream(event), version);
        }
    }
}
