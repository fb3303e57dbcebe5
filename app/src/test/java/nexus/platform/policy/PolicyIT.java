package nexus.platform.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import nexus.api.Command;
import nexus.api.CommandResult.Rejected;
import nexus.api.company.CompanyEvent;
import nexus.api.company.CompanyEvent.CompanyArchived;
import nexus.api.company.CompanyEvent.CompanyCreated;
import nexus.api.company.CompanyEvent.CompanyDetailsChanged;
import nexus.api.company.CompanyEvent.CompanyRestored;
import nexus.api.pipeline.PipelineCommand.AddStage;
import nexus.api.pipeline.PipelineId;
import nexus.api.pipeline.Stage;
import nexus.api.pipeline.StageId;
import nexus.api.pipeline.StageKind;
import nexus.app.EngineTest;
import nexus.platform.NewId;
import nexus.platform.eventstore.RecordedEvent;
import nexus.testing.Client;
import org.axonframework.eventhandling.DisallowReplay;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * A policy that adds a stage to a pipeline for every company, under another name each time it is
 * asked: what happened twice would be there twice.
 */
@Import(PolicyIT.WithThePolicy.class)
class PolicyIT extends EngineTest {

    private static final String NAME = "stages-follow-companies";

    @Autowired JdbcClient db;
    @Autowired PolicyProcessor processor;

    @TestConfiguration
    static class WithThePolicy {
        @Bean
        WhenCompanyThenStage stagesFollowCompanies() {
            return new WhenCompanyThenStage();
        }

        @Bean
        WhenCompanyThenNothingForLong slowly() {
            return new WhenCompanyThenNothingForLong();
        }
    }

    /** Thinks long about some companies, to no avail. */
    @DisallowReplay
    static final class WhenCompanyThenNothingForLong implements Policy<CompanyEvent> {

        static final String SLOW = "slow";
        static final AtomicInteger MET = new AtomicInteger();

        @Override
        public String name() {
            return "nothing-follows-companies";
        }

        @Override
        public Class<CompanyEvent> events() {
            return CompanyEvent.class;
        }

        @Override
        public List<Command> commands(CompanyEvent event, RecordedEvent recorded) {
            if (event instanceof CompanyCreated(_, var details)
                    && details.name().startsWith(SLOW)) {
                LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
                MET.incrementAndGet();
            }
            return List.of();
        }
    }

    /** What goes wrong is told by the name of the company. */
    @DisallowReplay
    static final class WhenCompanyThenStage implements Policy<CompanyEvent> {

        static final Map<String, PipelineId> PIPELINES = new ConcurrentHashMap<>();
        static final Map<String, Runnable> FAULTS = new ConcurrentHashMap<>();

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public Class<CompanyEvent> events() {
            return CompanyEvent.class;
        }

        @Override
        public List<Command> commands(CompanyEvent event, RecordedEvent recorded) {
            var pipeline = PIPELINES.get(recorded.organizationId());
            var name =
                    switch (event) {
                        case CompanyCreated(_, var details) -> details.name();
                        case CompanyDetailsChanged(_, var details) -> details.name();
                        case CompanyArchived _, CompanyRestored _ -> "";
                    };
            if (pipeline == null
                    || name.isEmpty()
                    || name.startsWith(WhenCompanyThenNothingForLong.SLOW)) {
                return List.of();
            }
            FAULTS.getOrDefault(name, () -> {}).run();
            return List.of(
                    new AddStage(
                            pipeline,
                            new Stage(
                                    new StageId(NewId.of(StageId.PREFIX)),
                                    name.startsWith("fixed") ? name : name + NewId.of("-"),
                                    StageKind.OPEN,
                                    50)));
        }

        @Override
        public Verdict refused(Command command, Rejected refusal, RecordedEvent recorded) {
            return Verdict.PARK;
        }
    }

    /** Somebody whose pipeline the policy is about. */
    private Client concerned() {
        var client = registered();
        var organization = client.get("/api/organization").id();
        WhenCompanyThenStage.PIPELINES.put(organization, new PipelineId(pipeline(client)));
        return client;
    }

    private static String pipeline(Client client) {
        return client.get("/api/pipelines").json().at("/data/0/id").asString();
    }

    private static String company(Client client, String name) {
        var created = client.post("/api/companies", "{\"name\":\"%s\"}".formatted(name));
        assertThat(created.status()).as("%s", created).isEqualTo(201);
        return created.id();
    }

    private static List<String> added(Client client) {
        return client.get("/api/pipelines/" + pipeline(client))
                .json()
                .path("stages")
                .valueStream()
                .map(stage -> stage.path("name").asString())
                .filter(name -> name.startsWith("fixed") || name.contains("--"))
                .toList();
    }

    private static void awaitAdded(Client client, int count) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(added(client)).hasSize(count));
    }

    private List<JsonNode> letters(String stream) {
        return operator()
                .get("/api/admin/dead-letters?pageSize=200")
                .json()
                .path("data")
                .valueStream()
                .filter(letter -> letter.path("recordId").asString().equals(stream))
                .toList();
    }

    private void awaitLetters(String stream, int count) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(letters(stream)).hasSize(count));
    }

    private void awaitCaughtUp() {
        var head = db.sql("select max(position) from event_position").query(Long.class).single();
        await().atMost(Duration.ofSeconds(30)).until(() -> position() >= head);
    }

    private long position() {
        return db.sql("select position from projection_token where processor = :processor")
                .param("processor", "policy:" + NAME)
                .query(Long.class)
                .single();
    }

    @Test
    void what_follows_says_what_it_follows_from() {
        var client = concerned();
        var company =
                client.post(
                        "/api/companies",
                        "{\"name\":\"cause\"}",
                        "X-Request-Id",
                        "request-of-the-cause");
        awaitAdded(client, 1);
        var caused =
                client.get("/api/pipelines/" + pipeline(client) + "/history").json().at("/data/0");
        var cause = client.get("/api/companies/" + company.id() + "/history").json().at("/data/0");
        assertThat(caused.path("causationId")).isEqualTo(cause.path("eventId"));
        assertThat(caused.path("correlationId").asString()).isEqualTo("request-of-the-cause");
        assertThat(caused.at("/actor/kind").asString()).isEqualTo("POLICY");
        assertThat(caused.at("/actor/id").asString()).isEqualTo(NAME);
    }

    @Test
    void what_was_before_the_policy_is_not_its_business() {
        var client = concerned();
        processor.stop();
        db.sql("delete from projection_token where processor = :processor")
                .param("processor", "policy:" + NAME)
                .update();
        company(client, "before");
        await().until(() -> client.get("/api/companies").json().path("data").size() == 1);
        processor.start();
        company(client, "after");
        awaitAdded(client, 1);
        awaitCaughtUp();
        assertThat(added(client)).singleElement().asString().startsWith("after");
    }

    @Test
    void whoever_takes_over_does_nothing_a_second_time() {
        var client = concerned();
        IntStream.range(0, 10).forEach(i -> company(client, "first " + i));
        awaitAdded(client, 10);
        awaitCaughtUp();
        for (int i = 0; i < 3; i++) {
            // as if a node had died before it wrote down what it had done
            db.sql(
                            """
                            update projection_token set position = greatest(0, position - 60),
                              owner = 'who died', epoch = epoch + 1,
                              claimed_until = clock_timestamp()
                            where processor = :processor""")
                    .param("processor", "policy:" + NAME)
                    .update();
            company(client, "meanwhile " + i);
            awaitAdded(client, 11 + i);
            awaitCaughtUp();
        }
        assertThat(added(client)).hasSize(13).doesNotHaveDuplicates();
    }

    @Test
    void who_slept_while_another_took_over_finds_it_out_before_it_does_more() {
        var client = concerned();
        company(client, "before");
        awaitAdded(client, 1);
        awaitCaughtUp();
        db.sql(
                        """
                        update projection_token set owner = 'another', epoch = epoch + 1,
                          claimed_until = clock_timestamp() + interval '3 seconds'
                        where processor = :processor""")
                .param("processor", "policy:" + NAME)
                .update();
        company(client, "after");
        awaitAdded(client, 2);
        awaitCaughtUp();
        assertThat(
                        db.sql("select owner from projection_token where processor = :processor")
                                .param("processor", "policy:" + NAME)
                                .query(String.class)
                                .single())
                .isNotEqualTo("another");
        assertThat(added(client)).hasSize(2);
    }

    @Test
    void one_that_takes_long_holds_up_no_other() {
        var client = concerned();
        var before = WhenCompanyThenNothingForLong.MET.get();
        IntStream.range(0, 30).forEach(i -> company(client, "slow " + i));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> WhenCompanyThenNothingForLong.MET.get() - before > 12);
        company(client, "swift");
        awaitAdded(client, 1);
        assertThat(WhenCompanyThenNothingForLong.MET.get() - before).isLessThan(28);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> WhenCompanyThenNothingForLong.MET.get() - before == 30);
    }

    @Test
    void an_outage_is_waited_out_and_told_meanwhile() {
        var client = concerned();
        var left = new AtomicInteger(9);
        WhenCompanyThenStage.FAULTS.put(
                "outage",
                () -> {
                    if (left.getAndDecrement() > 0) {
                        throw new TransientDataAccessResourceException("away");
                    }
                });
        var stream = company(client, "outage");
        company(client, "next");
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () ->
                                anonymous()
                                        .get("/health")
                                        .json()
                                        .at("/checks/policies/waiting/" + NAME)
                                        .asString("")
                                        .equals("TransientDataAccessResourceException"));
        left.set(1);
        awaitAdded(client, 2);
        assertThat(letters(stream)).isEmpty();
        assertThat(added(client)).first().asString().startsWith("outage");
    }

    @Test
    void what_fails_again_and_again_is_put_aside_and_holds_up_its_own_stream_only() {
        var client = concerned();
        var broken = new AtomicInteger(1);
        WhenCompanyThenStage.FAULTS.put(
                "fault",
                () -> {
                    if (broken.get() > 0) {
                        throw new IllegalStateException("a bug");
                    }
                });
        var stream = company(client, "fault");
        client.patch("/api/companies/" + stream, "{\"name\":\"behind\"}");
        company(client, "healthy");

        awaitLetters(stream, 2);
        awaitAdded(client, 1);
        var letters = letters(stream);
        assertThat(letters)
                .extracting(letter -> letter.path("view").asString())
                .containsOnly("policy:" + NAME);
        assertThat(letters)
                .extracting(letter -> letter.path("foremost").asBoolean())
                .containsExactly(true, false);
        assertThat(letters.getFirst().path("cause").asString()).contains("a bug");
        assertThat(anonymous().get("/health").json().at("/checks/policies/deadLetters").asInt())
                .isPositive();

        var id = letters.getFirst().path("id").asString();
        assertThat(retried(id)).isEqualTo("TRYING");
        await().atMost(Duration.ofSeconds(20)).until(() -> !isToBeRetried(id));
        assertThat(letters(stream)).hasSize(2);

        broken.set(0);
        assertThat(retried(id)).isEqualTo("TRYING");
        awaitLetters(stream, 0);
        awaitAdded(client, 3);
        assertThat(added(client).get(1)).startsWith("fault");
        assertThat(added(client).get(2)).startsWith("behind");
    }

    private String retried(String letter) {
        return operator()
                .post("/api/admin/dead-letters/" + letter + "/retry", "{}")
                .json()
                .path("outcome")
                .asString();
    }

    private boolean isToBeRetried(String letter) {
        return db.sql("select retry from policy_dead_letter where id = :id")
                .param("id", letter)
                .query(Boolean.class)
                .single();
    }

    @Test
    void what_is_refused_is_put_aside_and_can_be_done_without() {
        var client = concerned();
        company(client, "fixed name");
        awaitAdded(client, 1);
        var refused = company(client, "fixed name");
        client.patch("/api/companies/" + refused, "{\"name\":\"behind\"}");
        awaitLetters(refused, 2);
        var letter = letters(refused).getFirst();
        assertThat(letter.path("cause").asString()).contains("pipeline.stage-name-taken");

        assertThat(seenBy(client)).contains(letter.path("id").asString());
        assertThat(seenBy(registered())).doesNotContain(letter.path("id").asString());

        var skipped =
                operator()
                        .post(
                                "/api/admin/dead-letters/" + letter.path("id").asString() + "/skip",
                                "{\"reason\":\"There is one\"}");
        assertThat(skipped.status()).as("%s", skipped).isEqualTo(200);
        awaitLetters(refused, 0);
        awaitAdded(client, 2);
    }

    private static List<String> seenBy(Client client) {
        return client.get("/api/admin/dead-letters?pageSize=200")
                .json()
                .path("data")
                .valueStream()
                .map(letter -> letter.path("id").asString())
                .toList();
    }

    @Test
    void its_place_is_told_with_those_of_the_projections() {
        var told =
                operator()
                        .get("/api/admin/projections")
                        .json()
                        .path("data")
                        .valueStream()
                        .filter(one -> one.path("name").asString().equals("policy:" + NAME))
                        .findFirst();
        assertThat(told).isPresent();
        assertThat(told.get().path("node").asString()).isNotBlank();
    }
}
