package nexus.query.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import nexus.platform.projection.Rebuild;
import nexus.platform.projection.Rebuild.State;
import nexus.platform.projection.Rebuilds.NotPossible;
import nexus.platform.projection.Views;
import nexus.testing.TestServers;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The search index made anew beside the one in use, on the real servers. */
@SpringBootTest(classes = SearchIT.QuerySide.class)
class IndexRebuildsIT {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry registry) {
        TestServers.register(registry);
    }

    @Autowired JdbcClient db;
    @Autowired TransactionTemplate transactions;
    @Autowired Views views;
    @Autowired SearchPending pending;
    @Autowired RecordIndex index;
    @Autowired IndexRebuilds rebuilds;
    @Autowired IndexRebuildLog log;
    @Autowired SearchFeeder feeder;
    @Autowired RestClient server;

    private Records records;

    private final String organization = "organization-" + UUID.randomUUID();

    @BeforeEach
    void records() {
        records = new Records(db, transactions, pending, views);
    }

    /** What one test leaves behind would be in the way of the next. */
    @AfterEach
    void cancel() {
        feed();
        rebuilds.all().stream().filter(Rebuild::isOpen).forEach(open -> rebuilds.cancel(open.id()));
        await().atMost(LONG)
                .until(() -> log.kept().filter(work -> work.state() != State.SWITCHED).isEmpty());
    }

    private void feed() {
        if (!feeder.isRunning()) {
            feeder.start();
        }
    }

    private String company(String id, String name) {
        records.put(
                "companies",
                organization,
                id,
                Map.of("name", name, "sector", "retail", "archived", "false"));
        return id;
    }

    private List<String> companies(int count) {
        var ids = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            ids.add(company("company-" + UUID.randomUUID(), "Company " + i));
        }
        return ids;
    }

    private void settle() {
        await().atMost(LONG).until(() -> SearchPending.count(db) == 0);
    }

    private Rebuild ended(String id) {
        await().atMost(LONG).until(() -> rebuilds.find(id).orElseThrow().state() != State.RUNNING);
        return rebuilds.find(id).orElseThrow();
    }

    private JsonNode ask(String method, String path, String body) {
        try {
            var request = new Request(method, path);
            if (!body.isEmpty()) {
                request.setJsonEntity(body);
            }
            return JSON.readTree(server.performRequest(request).getEntity().getContent());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Titles by id, as the index that readers read has them. */
    private Map<String, String> titles() {
        ask("POST", "/" + index.alias() + "/_refresh", "");
        var found =
                ask(
                        "POST",
                        "/" + index.alias() + "/_search",
                        "{\"size\":10000,\"query\":{\"term\":{\"organizationId\":\"%s\"}}}"
                                .formatted(organization));
        var titles = new TreeMap<String, String>();
        found.at("/hits/hits")
                .forEach(
                        hit ->
                                titles.put(
                                        hit.path("_id").asString(),
                                        hit.at("/_source/title").asString()));
        return titles;
    }

    private Map<String, String> rows() {
        var rows = new TreeMap<String, String>();
        db.sql(
                        "select id, name from companies where organization_id = :organization and not archived")
                .param("organization", organization)
                .query(
                        row -> {
                            rows.put(row.getString(1), row.getString(2));
                        });
        return rows;
    }

    private String nameInUse() {
        return ask("GET", "/_alias/" + index.alias(), "").propertyNames().iterator().next();
    }

    @Test
    void an_index_made_anew_under_writes_misses_none_and_the_switch_can_be_taken_back() {
        var ids = companies(300);
        settle();
        var before = nameInUse();
        var stopped = new AtomicBoolean();
        var writer =
                CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; !stopped.get(); i++) {
                                company(ids.get(i % ids.size()), "Renamed " + i);
                                company("company-" + UUID.randomUUID(), "New " + i);
                            }
                        });

        var ready = ended(rebuilds.start("search", false));
        assertThat(ready.error()).isNull();
        assertThat(ready.state()).isEqualTo(State.READY);
        assertThat(ready.comparisons())
                .singleElement()
                .satisfies(
                        one -> {
                            assertThat(one.equal()).as("%s", one).isTrue();
                            assertThat(one.rows()).isGreaterThanOrEqualTo(300);
                        });
        assertThat(nameInUse()).isEqualTo(before);

        assertThat(rebuilds.switchTo(ready.id()).state()).isEqualTo(State.SWITCHED);
        assertThat(nameInUse()).isNotEqualTo(before);
        stopped.set(true);
        writer.join();
        settle();
        assertThat(titles()).isEqualTo(rows());

        records.put("companies", organization, ids.getFirst(), Map.of("archived", "true"));
        company(ids.getLast(), "After the switch");
        settle();
        assertThat(rebuilds.rollBack(ready.id()).state()).isEqualTo(State.ROLLED_BACK);
        assertThat(nameInUse()).isEqualTo(before);
        assertThat(titles()).isEqualTo(rows()).doesNotContainKey(ids.getFirst());
        assertThatThrownBy(() -> rebuilds.rollBack(ready.id())).isInstanceOf(NotPossible.class);
    }

    /** Puts something else in the index in use, as no writing of ours would. */
    private void tamperWith(String id) {
        ask(
                "PUT",
                "/%s/_doc/%s?refresh=true&version_type=external&version=%d"
                        .formatted(index.alias(), id, SearchPending.nextVersion(db)),
                """
                {"type":"company","id":"%s","organizationId":"%s","title":"Tampered"}"""
                        .formatted(id, organization));
    }

    @Test
    void what_differs_is_named_and_a_dry_run_leaves_nothing_behind() throws IOException {
        var ids = companies(30);
        settle();
        tamperWith(ids.get(7));

        var compared = ended(rebuilds.start("search", true));
        assertThat(compared.state()).isEqualTo(State.COMPARED);
        assertThat(compared.comparisons().getFirst().differing()).contains(ids.get(7));
        assertThat(compared.comparisons().getFirst().equal()).isFalse();
        await().atMost(LONG).until(() -> index.nameBeside().isEmpty());
        company(ids.get(7), "Right again");
    }

    @Test
    void a_rebuild_stops_at_what_the_index_refuses_and_the_index_in_use_goes_on() {
        companies(5);
        var bad = "deal-" + UUID.randomUUID();
        records.put(
                "deals",
                organization,
                bad,
                Map.of(
                        "name", "Bad",
                        "status", "OPEN",
                        "opened_at", "infinity",
                        "archived", "false"));
        settle();
        try {
            var failed = ended(rebuilds.start("search", false));
            assertThat(failed.state()).isEqualTo(State.FAILED);
            assertThat(failed.error()).contains(bad);
            company("company-" + UUID.randomUUID(), "Meanwhile");
            settle();
            assertThat(titles()).containsValue("Meanwhile");
        } finally {
            records.put("deals", organization, bad, Map.of("opened_at", "2026-01-01T00:00:00Z"));
        }
    }

    @Test
    void who_takes_over_from_a_process_that_died_goes_on_from_there() {
        companies(40);
        settle();
        feeder.stop();
        var id = rebuilds.start("search", false);
        // as it was left: the index is there, some of it is in, something came after
        feed();
        await().atMost(LONG).until(() -> !rebuilds.find(id).orElseThrow().step().equals("BEGIN"));
        feeder.stop();
        var late = company("company-" + UUID.randomUUID(), "Late");
        feed();
        assertThat(ended(id).state()).isEqualTo(State.READY);
        rebuilds.switchTo(id);
        settle();
        assertThat(titles()).isEqualTo(rows()).containsKey(late);
    }

    @Test
    void what_was_written_down_as_filled_is_not_filled_again() throws IOException {
        var ids = companies(12).stream().sorted().toList();
        settle();
        feeder.stop();
        var id = rebuilds.start("search", false);
        index.beginBeside(log.kept().orElseThrow().indexName());
        db.sql(
                        """
                        update search_rebuild
                        set step = 'LOAD', loaded_type = 'company', loaded_id = :upTo
                        where id = :id""")
                .param("upTo", ids.get(5))
                .param("id", id)
                .update();
        feed();

        var compared = ended(id);
        assertThat(compared.state()).isEqualTo(State.READY);
        var differing = compared.comparisons().getFirst().differing();
        assertThat(differing).doesNotContainAnyElementsOf(ids.subList(6, 12));
        assertThat(compared.comparisons().getFirst().rowsAnew())
                .isLessThanOrEqualTo(compared.comparisons().getFirst().rows() - 6);
    }

    @Test
    void an_index_beside_that_is_refused_for_a_while_holds_up_nobody_and_catches_up() {
        var ids = companies(10);
        settle();
        var ready = ended(rebuilds.start("search", false));
        assertThat(ready.state()).isEqualTo(State.READY);
        setBeside("{\"index.blocks.read_only_allow_delete\":true}"); // answers 429 to writers
        try {
            for (int i = 0; i < 20; i++) {
                company(ids.getFirst(), "Renamed " + i);
                await().pollInterval(Duration.ofMillis(20))
                        .atMost(Duration.ofSeconds(2))
                        .until(() -> SearchPending.count(db) == 0);
            }
            assertThat(titles()).isEqualTo(rows());
            assertThat(db.sql("select count(*) from search_beside").query(Long.class).single())
                    .isEqualTo(1);
            assertThat(rebuilds.find(ready.id()).orElseThrow().state()).isEqualTo(State.READY);
        } finally {
            setBeside("{\"index.blocks.read_only_allow_delete\":null}");
        }
        rebuilds.switchTo(ready.id());
        assertThat(titles()).isEqualTo(rows()).containsEntry(ids.getFirst(), "Renamed 19");
    }

    private void setBeside(String settings) {
        ask("PUT", "/" + index.beside() + "/_settings", settings);
    }

    @Test
    void what_was_made_anew_and_got_lost_is_not_put_in_use() throws IOException {
        companies(3);
        settle();
        var before = nameInUse();
        var ready = ended(rebuilds.start("search", false));
        index.dropBeside();
        assertThatThrownBy(() -> rebuilds.switchTo(ready.id()))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("gone");
        assertThat(rebuilds.find(ready.id()).orElseThrow().state()).isEqualTo(State.FAILED);
        assertThat(nameInUse()).isEqualTo(before);
    }

    @Test
    void only_one_is_made_at_a_time_and_a_cancelled_one_is_gone() {
        feeder.stop();
        var id = rebuilds.start("search", false);
        assertThatThrownBy(() -> rebuilds.start("search", true)).isInstanceOf(NotPossible.class);
        assertThatThrownBy(() -> rebuilds.switchTo(id)).isInstanceOf(NotPossible.class);
        assertThat(rebuilds.cancel(id).state()).isEqualTo(State.CANCELLED);
        feed();
        await().atMost(LONG)
                .until(
                        () ->
                                index.nameBeside().isEmpty()
                                        && db.sql("select count(*) from search_rebuild where kept")
                                                        .query(Long.class)
                                                        .single()
                                                == 0);
    }
}
