package nexus.platform.decider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import nexus.api.Command;
import nexus.api.CommandResult.Accepted;
import nexus.api.DomainEvent;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.Role;
import nexus.api.pipeline.PipelineCommand.CreatePipeline;
import nexus.api.pipeline.PipelineCommand.RenamePipeline;
import nexus.api.pipeline.PipelineId;
import nexus.api.pipeline.Stage;
import nexus.api.pipeline.StageId;
import nexus.api.pipeline.StageKind;
import nexus.app.EngineTest;
import nexus.events.Specimens;
import nexus.platform.NewId;
import nexus.platform.decider.DeciderConfiguration.DeciderAggregateFactory;
import nexus.platform.decider.StateSnapshots.FoldedState;
import nexus.platform.eventstore.StreamRepositories;
import nexus.platform.security.Actor;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A state taken from a snapshot is the state that the events come to. */
class SnapshotsIT extends EngineTest {

    private static final int LONG = 450;

    @Autowired List<Capability<?, ?, ?>> capabilities;
    @Autowired StreamRepositories repositories;
    @Autowired Commands commands;
    @Autowired JdbcClient db;

    private final Actor actor =
            new Actor(
                    Actor.Kind.SYSTEM,
                    "test",
                    "Test",
                    new OrganizationId(NewId.of("organization")),
                    Role.OWNER);
    private final PipelineId pipeline = new PipelineId(NewId.of(PipelineId.PREFIX));

    private static DomainEventMessage<?> message(Object payload, long version) {
        return new GenericDomainEventMessage<>("any", "any-1", version, payload);
    }

    @Test
    void the_state_with_a_snapshot_is_the_state_without_whatever_happened_before_it() {
        var random = new Random(7);
        for (var capability : capabilities) {
            @SuppressWarnings("unchecked") // only events of its own are folded
            var decider = (Decider<?, Object, DomainEvent>) capability.decider();
            var snapshots = new StateSnapshots(decider);
            for (int history = 0; history < 30; history++) {
                var events =
                        new ArrayList<>(
                                Specimens.all().stream()
                                        .filter(capability.events()::isInstance)
                                        .toList());
                Collections.shuffle(events, random);
                var cut = random.nextInt(events.size() + 1);
                Object state = decider.initial();
                for (var event : events) {
                    state = decider.evolve(state, event);
                }
                var messages = new ArrayList<DomainEventMessage<?>>();
                for (int i = 0; i < cut; i++) {
                    messages.add(message(events.get(i), i));
                }
                var snapshot = snapshots.after(messages.iterator()).orElseThrow();
                var rest = new ArrayList<DomainEventMessage<?>>();
                rest.add(message(snapshot, cut));
                for (int i = cut; i < events.size(); i++) {
                    rest.add(message(events.get(i), i));
                }
                var after = (FoldedState) snapshots.after(rest.iterator()).orElseThrow();
                assertThat(after.read()).as(capability.name()).isEqualTo(state);
            }
        }
    }

    private long send(Command command) {
        return ((Accepted) commands.send(command, CommandContext.of(actor, "test"))).version();
    }

    private void makeLong() {
        send(
                new CreatePipeline(
                        pipeline,
                        "Pipeline",
                        List.of(
                                new Stage(
                                        new StageId(NewId.of("stage")), "Open", StageKind.OPEN, 10),
                                new Stage(
                                        new StageId(NewId.of("stage")), "Won", StageKind.WON, 100),
                                new Stage(
                                        new StageId(NewId.of("stage")), "Lost", StageKind.LOST, 0)),
                        false));
        for (int i = 1; i < LONG; i++) {
            send(new RenamePipeline(pipeline, "Pipeline " + i));
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> snapshotVersion() >= 399);
    }

    private long snapshotVersion() {
        return db.sql("select coalesce(max(version), -1) from snapshot where stream_id = :id")
                .param("id", pipeline.value())
                .query(Long.class)
                .single();
    }

    /** The version that a node which has never heard of the stream loads. */
    private long loadedElsewhere() {
        load(); // and forgets it, as its unit of work is given up
        return load();
    }

    private long load() {
        var capability =
                capabilities.stream()
                        .filter(one -> one.name().equals(PipelineId.PREFIX))
                        .findFirst()
                        .orElseThrow();
        var work = DefaultUnitOfWork.startAndGet(message("load", 0));
        try {
            return repositories
                    .of(
                            new DeciderAggregateFactory(capability.decider()),
                            new StateSnapshots(capability.decider()))
                    .load(pipeline.value())
                    .invoke(DeciderAggregate::version);
        } finally {
            work.rollback();
        }
    }

    @Test
    void a_long_stream_is_loaded_from_its_snapshot() {
        makeLong();
        assertThat(loadedElsewhere()).isEqualTo(LONG - 1);
        assertThat(send(new RenamePipeline(pipeline, "Once more"))).isEqualTo(LONG);
    }

    @Test
    void a_snapshot_of_other_code_is_ignored() {
        makeLong();
        db.sql(
                        """
                        update snapshot set payload = jsonb_set(payload, '{shape}', '"other"')
                        where stream_id = :id""")
                .param("id", pipeline.value())
                .update();
        assertThat(loadedElsewhere()).isEqualTo(LONG - 1);
        assertThat(snapshotVersion()).isEqualTo(-1);
    }

    @Test
    void a_snapshot_that_cannot_be_read_is_ignored() {
        makeLong();
        db.sql(
                        """
                        update snapshot set payload = jsonb_set(payload, '{state}', '"{broken"')
                        where stream_id = :id""")
                .param("id", pipeline.value())
                .update();
        assertThat(loadedElsewhere()).isEqualTo(LONG - 1);
        assertThat(snapshotVersion()).isEqualTo(-1);
        assertThat(send(new RenamePipeline(pipeline, "Once more"))).isEqualTo(LONG);
    }
}
