package nexus.platform.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import nexus.api.DomainEvent;
import nexus.app.EngineTest;
import nexus.platform.decider.Commands;
import nexus.platform.eventstore.EventLog;
import nexus.platform.projection.Rebuild.Comparison;
import nexus.platform.projection.Rebuild.State;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** The streams shared out to several segments, each moved for itself. */
@TestPropertySource(properties = {"nexus.projections.segments=4", "nexus.projections.batch-size=7"})
class SegmentsIT extends EngineTest {

    @Autowired Commands commands;
    @Autowired EventLog events;
    @Autowired ProjectionPositions positions;
    @Autowired Rebuilds rebuilds;
    @Autowired Generations generations;
    @Autowired Tokens tokens;
    @Autowired TransactionTemplate transactions;
    @Autowired JdbcClient db;

    void settle() {
        var count = db.sql("select count(*) from event").query(Long.class).single();
        await().until(() -> events.head() >= count);
        await().atMost(Duration.ofSeconds(30)).until(() -> positions.current() >= count);
    }

    /** Rows and pasts by the way of bulk, which shares next to nothing with how they came about. */
    void assertEqualToEvents() {
        var id = rebuilds.start(List.of("deals", "stage_visits"), true);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> rebuilds.find(id).orElseThrow().state() != State.RUNNING);
        assertThat(rebuilds.find(id).orElseThrow().comparisons())
                .hasSize(2)
                .allMatch(Comparison::equal);
    }

    /** Rows as they are, against the fold of each stream from its beginning. */
    void assertEqualToFold(List<String> ids) {
        var table =
                generations.live().stream()
                        .filter(live -> live.view().name().equals("deals"))
                        .findFirst()
                        .orElseThrow();
        assertThat(table.load(ids)).isEqualTo(folded(table, ids));
    }

    private <E extends DomainEvent, R extends Record> Map<String, Kept<R>> folded(
            ViewTable<E, R> table, List<String> ids) {
        var rows = new HashMap<String, Kept<R>>();
        var fold = new ViewFold<>(table.view(), Map.<String, Kept<R>>of());
        events.ofStreams(ids).forEach(fold::fold);
        fold.changed().forEach(kept -> rows.put(kept.id(), kept));
        return rows;
    }

    @Test
    void views_are_what_their_events_make_of_them_however_the_streams_are_shared_out() {
        assertThat(tokens.of("views")).hasSize(4);
        var deals = new RandomDeals(commands, 7);
        deals.send(400);
        settle();
        assertEqualToFold(deals.ids());
        assertEqualToEvents();

        for (var segments : List.of(3, 1, 4)) {
            deals.send(20);
            await().until(
                            () ->
                                    Boolean.TRUE.equals(
                                            transactions.execute(
                                                    _ -> tokens.shareOut("views", segments))));
            assertThat(tokens.of("views")).hasSize(segments);
            deals.send(100);
            settle();
            assertEqualToFold(deals.ids());
            assertEqualToEvents();
        }
    }

    @Test
    void nodes_that_share_out_at_the_same_time_start_nothing_over() {
        tokens.begin("shared", 1, 42);
        var second = new CompletableFuture<Boolean>();
        transactions.executeWithoutResult(
                _ -> {
                    assertThat(tokens.shareOut("shared", 4)).isTrue();
                    second.completeAsync(
                            () -> transactions.execute(_ -> tokens.shareOut("shared", 4)));
                    await().until(this::somebodyWaits);
                });
        assertThat(second.join()).isTrue();
        assertThat(tokens.of("shared"))
                .hasSize(4)
                .allMatch(token -> token.position() == 42, "stands where all did");
        tokens.forget("shared");
    }

    private boolean somebodyWaits() {
        return db.sql("select exists (select from pg_locks where not granted)")
                .query(Boolean.class)
                .single();
    }

    @Test
    void who_slept_through_its_claim_commits_nothing() {
        tokens.begin("asleep", 1, 0);
        var others = new Tokens(db);
        var sleeper = tokens.claim("asleep", 0).orElseThrow();
        assertThat(others.claim("asleep", 0)).as("while it is alive").isEmpty();
        db.sql(
                        """
                        update projection_token set claimed_until = clock_timestamp()
                        where processor = 'asleep'""")
                .update();
        var successor = others.claim("asleep", 0).orElseThrow();
        db.sql("create table if not exists asleep_rows (id text)").update();

        assertThatThrownBy(
                        () ->
                                transactions.executeWithoutResult(
                                        _ -> {
                                            db.sql("insert into asleep_rows values ('late')")
                                                    .update();
                                            tokens.advance(sleeper, 10, null, 0);
                                        }))
                .isInstanceOf(Claim.Lost.class);
        assertThat(db.sql("select count(*) from asleep_rows").query(Long.class).single()).isZero();
        assertThat(transactions.execute(_ -> others.advance(successor, 10, null, 0)).position())
                .isEqualTo(10);
        tokens.release(sleeper);
        assertThat(tokens.claim("asleep", 0)).as("nor does it let go of what is not its").isEmpty();
        tokens.forget("asleep");
    }

    @Test
    void a_segment_that_somebody_else_moved_goes_on_here_when_they_are_gone() {
        var deals = new RandomDeals(commands, 8);
        deals.send(40);
        settle();
        db.sql(
                        """
                        update projection_token set owner = 'somebody else', epoch = epoch + 1,
                          claimed_until = clock_timestamp() + interval '1 second'
                        where processor = 'views'""")
                .update();
        deals.send(40);
        settle();
        assertEqualToFold(deals.ids());
        assertThat(tokens.of("views")).allMatch(token -> token.epoch() > 1);
    }
}
