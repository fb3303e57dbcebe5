package nexus.platform.decider;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import nexus.api.Command;
import nexus.api.CommandResult.Accepted;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.Role;
import nexus.api.pipeline.PipelineCommand.CreatePipeline;
import nexus.api.pipeline.PipelineCommand.RenamePipeline;
import nexus.api.pipeline.PipelineId;
import nexus.api.pipeline.Stage;
import nexus.api.pipeline.StageId;
import nexus.api.pipeline.StageKind;
import nexus.app.EngineTest;
import nexus.platform.NewId;
import nexus.platform.eventstore.EventLog;
import nexus.platform.security.Actor;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is known of an organization's records goes on from where it was, and misses nothing. */
class DirectoryIT extends EngineTest {

    @Autowired Commands commands;
    @Autowired EventLog events;
    @Autowired DataSource database;

    private final OrganizationId organization = new OrganizationId(NewId.of("organization"));
    private final Actor actor =
            new Actor(Actor.Kind.SYSTEM, "test", "Test", organization, Role.OWNER);
    private final PipelineId pipeline = new PipelineId(NewId.of(PipelineId.PREFIX));

    private void send(Command command) {
        assertThat(commands.send(command, CommandContext.of(actor, "request")))
                .isInstanceOf(Accepted.class);
    }

    private static Stage stage(String name, StageKind kind, int probability) {
        return new Stage(new StageId(NewId.of(StageId.PREFIX)), name, kind, probability);
    }

    private void create() {
        send(
                new CreatePipeline(
                        pipeline,
                        "Sales",
                        List.of(
                                stage("Lead", StageKind.OPEN, 10),
                                stage("Won", StageKind.WON, 100),
                                stage("Lost", StageKind.LOST, 0)),
                        true));
    }

    /** Counts events, which is all that it can be wrong about. */
    private Directory<Integer> counting() {
        return new Directory<>(events, PipelineId.PREFIX, 0, (count, _) -> count + 1);
    }

    @Test
    void each_event_is_counted_once_whenever_it_is_asked_for() {
        var known = counting();
        assertThat(known.of(organization)).isZero();
        create();
        assertThat(known.fresh(organization)).isOne();
        for (int i = 2; i < 20; i++) {
            send(new RenamePipeline(pipeline, "Sales " + i));
            assertThat(known.fresh(organization)).isEqualTo(i);
            assertThat(known.fresh(organization)).isEqualTo(i);
        }
    }

    @Test
    void what_is_committed_late_under_an_earlier_number_is_not_missed() throws SQLException {
        create();
        var known = counting();
        assertThat(known.of(organization)).isOne();
        try (var late = database.getConnection()) {
            late.setAutoCommit(false);
            try (var insert =
                    late.prepareStatement(
                            """
                            insert into event (event_id, stream_id, version, stream_type, type,
                              revision, payload, metadata, organization_id, occurred_at, recorded_at)
                            select ?, ?, 0, stream_type, type, revision, payload, metadata,
                              organization_id, occurred_at, recorded_at
                            from event where stream_id = ? and version = 0\
                            """)) {
                insert.setString(1, UUID.randomUUID().toString());
                insert.setString(2, NewId.of(PipelineId.PREFIX));
                insert.setString(3, pipeline.value());
                assertThat(insert.executeUpdate()).isOne();
            }
            send(new RenamePipeline(pipeline, "Sales now"));
            assertThat(known.fresh(organization)).isEqualTo(2);
            late.commit();
            late.setAutoCommit(true);
        }
        assertThat(known.fresh(organization)).isEqualTo(3);
        send(new RenamePipeline(pipeline, "Sales then"));
        assertThat(known.fresh(organization)).isEqualTo(4);
        assertThat(counting().of(organization)).as("by who comes later").isEqualTo(4);
    }
}
