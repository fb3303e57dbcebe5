package nexus.platform.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import nexus.app.EngineTest;
import nexus.platform.NewId;
import nexus.platform.decider.Commands;
import nexus.platform.eventstore.EventFeed;
import nexus.platform.eventstore.EventLog;
import nexus.platform.projection.Rebuild.Comparison;
import nexus.platform.projection.Rebuild.State;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Views made anew beside those in use. */
class RebuildsIT extends EngineTest {

    static final List<String> OF_DEALS = List.of("deals", "stage_visits");

    @Autowired Commands commands;
    @Autowired EventLog events;
    @Autowired EventFeed feed;
    @Autowired ProjectionPositions positions;
    @Autowired ProjectionStatus status;
    @Autowired Rebuilds rebuilds;
    @Autowired RebuildSteps steps;
    @Autowired RebuildWorker worker;
    @Autowired ProjectionProcessor processor;
    @Autowired Generations generations;
    @Autowired Tokens tokens;
    @Autowired TransactionTemplate transactions;
    @Autowired JdbcTemplate jdbc;
    @Autowired JdbcClient db;

    void settle() {
        var count = db.sql("select count(*) from event").query(Long.class).single();
        await().until(() -> events.head() >= count);
        await().atMost(Duration.ofSeconds(30)).until(() -> positions.current() >= count);
    }

    Rebuild ended(String id) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> rebuilds.find(id).orElseThrow().state() != State.RUNNING);
        return rebuilds.find(id).orElseThrow();
    }

    int generationOf(String view) {
        return generations.live(view).orElseThrow().generation();
    }

    boolean isThere(String table) {
        return db.sql("select to_regclass(:name) is not null")
                .param("name", table)
                .query(Boolean.class)
                .single();
    }

    @Test
    void what_is_made_anew_is_what_was_there_and_the_switch_can_be_taken_back() {
        var deals = new RandomDeals(commands, 1);
        deals.send(300);
        settle();
        var before = generationOf("deals");

        var ready = ended(rebuilds.start(OF_DEALS, false));
        assertThat(ready.error()).isNull();
        assertThat(ready.state()).isEqualTo(State.READY);
        assertThat(ready.comparisons()).hasSize(2).allMatch(Comparison::equal);
        assertThat(generationOf("deals")).isEqualTo(before);

        deals.send(50);
        assertThat(rebuilds.switchTo(ready.id()).state()).isEqualTo(State.SWITCHED);
        assertThat(generationOf("deals")).isGreaterThan(before);
        deals.send(50);
        settle();
        assertThat(equalToEvents()).isTrue();

        assertThat(rebuilds.rollBack(ready.id()).state()).isEqualTo(State.ROLLED_BACK);
        assertThat(generationOf("deals")).isEqualTo(before);
        deals.send(50);
        settle();
        assertThat(equalToEvents()).isTrue();
    }

    private boolean equalToEvents() {
        var compared = ended(rebuilds.start(OF_DEALS, true));
        return compared.state() == State.COMPARED
                && compared.comparisons().size() == 2
                && compared.comparisons().stream().allMatch(Comparison::equal);
    }

    @Test
    void nobody_fails_to_read_while_views_are_exchanged_under_writes() {
        var deals = new RandomDeals(commands, 2);
        var failures = new CopyOnWriteArrayList<Throwable>();
        var stopped = new AtomicBoolean();
        var writer =
                CompletableFuture.runAsync(
                        () -> {
                            while (!stopped.get()) {
                                deals.sendOne();
                            }
                        });
        var readers = new ArrayList<CompletableFuture<Void>>();
        for (var view : List.of("deals", "deals_known", "deals_effective")) {
            readers.add(
                    CompletableFuture.runAsync(
                            () -> {
                                var least = 0L;
                                while (!stopped.get()) {
                                    try {
                                        var now = ids(view, deals.organization());
                                        assertThat(now).isGreaterThanOrEqualTo(least);
                                        least = now;
                                    } catch (Throwable e) {
                                        failures.add(e);
                                    }
                                }
                            }));
        }
        var ready = ended(rebuilds.start(OF_DEALS, false));
        assertThat(ready.comparisons()).hasSize(2).allMatch(Comparison::equal);
        rebuilds.switchTo(ready.id());
        rebuilds.rollBack(ready.id());
        stopped.set(true);
        writer.join();
        readers.forEach(CompletableFuture::join);
        assertThat(failures).isEmpty();
        settle();
        assertThat(equalToEvents()).isTrue();
    }

    private long ids(String view, String organization) {
        return db.sql(
                        "select count(distinct id) from "
                                + view
                                + " where organization_id = :organization")
                .param("organization", organization)
                .query(Long.class)
                .single();
    }

    @Test
    void a_dry_run_names_the_rows_that_differ_and_leaves_nothing() {
        var deals = new RandomDeals(commands, 3);
        deals.send(30);
        settle();
        var wrong = deals.ids().getFirst();
        db.sql(
                        "update deals_g%d set name = 'wrong' where id = :id"
                                .formatted(generationOf("deals")))
                .param("id", wrong)
                .update();

        var compared = ended(rebuilds.start(List.of("deals"), true));
        assertThat(compared.state()).isEqualTo(State.COMPARED);
        assertThat(compared.comparisons())
                .singleElement()
                .satisfies(
                        comparison -> {
                            assertThat(comparison.equal()).isFalse();
                            assertThat(comparison.differing()).containsExactly(wrong);
                        });
        await().until(
                        () ->
                                status.all().stream()
                                        .noneMatch(one -> one.processor().startsWith("rebuild:")));
        await().until(() -> generations.madeBy(compared.id()).isEmpty());

        var ready = ended(rebuilds.start(List.of("deals"), false));
        rebuilds.switchTo(ready.id());
        await().untilAsserted(
                        () ->
                                assertThat(rebuilds.find(ready.id()).orElseThrow().step())
                                        .as("who indexes the row was told")
                                        .isEmpty());
        assertThat(equalToEvents()).isTrue();
    }

    @Test
    void one_that_is_left_half_way_is_taken_up_where_it_was() {
        new RandomDeals(commands, 4).send(200);
        settle();
        worker.stop();
        var id = rebuilds.start(OF_DEALS, false);
        var rebuild = rebuilds.find(id).orElseThrow();
        var claims = steps.claim(rebuild);
        var half = events.head() / 2;
        var stopped =
                new BulkLoad(
                                feed,
                                tokens,
                                transactions,
                                jdbc,
                                generations.madeBy(id),
                                true,
                                10,
                                null,
                                (_, _) -> {})
                        .run(claims, half);
        assertThat(stopped).allMatch(claim -> claim.position() == half);
        db.sql("update projection_token set claimed_until = now() where processor = :rebuild")
                .param("rebuild", rebuild.processor())
                .update();
        worker.start();

        var ready = ended(id);
        assertThat(ready.error()).isNull();
        assertThat(ready.comparisons()).hasSize(2).allMatch(Comparison::equal);
        assertThatThrownBy(
                        () ->
                                transactions.executeWithoutResult(
                                        _ -> tokens.advance(stopped.getFirst(), half + 1, null, 0)))
                .as("who left it comes back too late")
                .isInstanceOf(Claim.Lost.class);
        rebuilds.cancel(id);
    }

    @Test
    void what_is_cancelled_is_gone() {
        var id = rebuilds.start(List.of("deals"), false);
        assertThat(ended(id).state()).isEqualTo(State.READY);
        var table = generations.madeBy(id).getFirst();
        assertThat(isThere(table.name())).isTrue();
        assertThat(rebuilds.cancel(id).state()).isEqualTo(State.CANCELLED);
        assertThat(isThere(table.name())).isFalse();
        assertThatThrownBy(() -> rebuilds.switchTo(id)).isInstanceOf(Rebuilds.NotPossible.class);
    }

    @Test
    void an_event_that_a_view_cannot_take_in_ends_it_and_is_named() {
        var poisoned = NewId.of("pipeline");
        db.sql(
                        """
                        insert into event (event_id, stream_id, version, stream_type, type, revision,
                          payload, metadata, organization_id, occurred_at, recorded_at)
                        select :stream || version, :stream, version, 'pipeline', type, '1',
                          payload::jsonb, '{}', 'organization-of-poison', now(), now()
                        from (values
                          (0, 'pipeline.created', '{"pipelineId":"' || :stream ||
                            '","name":"Poisoned","stages":[{"id":"stage-1","name":"Lead","kind":"OPEN","probability":10}],"standard":false}'),
                          (1, 'pipeline.stage-changed', '{"pipelineId":"' || :stream || '"}'))
                          as bad (version, type, payload)""")
                .param("stream", poisoned)
                .update();
        settle();
        var failed = ended(rebuilds.start(List.of("pipelines"), false));
        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.error()).contains("pipelines").contains("pipeline.stage-changed@1");
        await().until(() -> generations.madeBy(failed.id()).isEmpty());
    }

    @Test
    void only_a_view_of_another_shape_is_made_anew() {
        var deals = new RandomDeals(commands, 5);
        deals.send(100);
        settle();
        var before = generationOf("deals");
        var others = generationOf("stage_visits");
        processor.stop();
        db.sql(
                        """
                        update view_generation set shape = 'of old', columns = 'of old'
                        where view = 'deals' and state = 'LIVE'""")
                .update();
        processor.start();
        deals.send(20);
        settle();
        await().atMost(Duration.ofSeconds(30)).until(() -> generationOf("deals") > before);
        assertThat(generationOf("stage_visits")).isEqualTo(others);
        assertThat(equalToEvents()).isTrue();
    }

    @Test
    void there_is_one_at_a_time_for_a_view() {
        var id = rebuilds.start(List.of("imports"), false);
        assertThatThrownBy(() -> rebuilds.start(Set.of("imports"), true))
                .isInstanceOf(Rebuilds.NotPossible.class);
        ended(id);
        rebuilds.cancel(id);
        assertThatThrownBy(() -> rebuilds.start(Set.of("nothing"), true))
                .isInstanceOf(Rebuilds.NotPossible.class);
    }
}
