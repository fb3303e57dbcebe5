package nexus.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nexus.api.Command;
import nexus.api.CommandResult;
import nexus.api.CommandResult.Accepted;
import nexus.api.CommandResult.Rejected;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.Role;
import nexus.api.pipeline.PipelineCommand.CreatePipeline;
import nexus.api.pipeline.PipelineCommand.RenamePipeline;
import nexus.api.pipeline.PipelineId;
import nexus.api.pipeline.Stage;
import nexus.api.pipeline.StageId;
import nexus.api.pipeline.StageKind;
import nexus.platform.NewId;
import nexus.platform.decider.CommandContext;
import nexus.platform.decider.CommandContext.IdempotencyKey;
import nexus.platform.decider.Commands;
import nexus.platform.decider.Commands.Part;
import nexus.platform.security.Actor;
import nexus.testing.TestServers;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two nodes that decide, with an Axon Server between them that can be taken away. */
class AxonServerRoutingIT {

    private static final int STREAMS = 24;

    private static Proxy server;
    private static String database;
    private static Node a;
    private static Node b;

    private final Actor actor =
            new Actor(
                    Actor.Kind.SYSTEM,
                    "test",
                    "Test",
                    new OrganizationId(NewId.of(OrganizationId.PREFIX)),
                    Role.OWNER);

    /** A side that decides, and the streams it has decided about. */
    private static final class Node implements AutoCloseable {

        final ConfigurableApplicationContext context;
        final Queue<String> decided = new ConcurrentLinkedQueue<>();

        Node(String name) {
            try {
                context =
                        new SpringApplicationBuilder(
                                        Class.forName("nexus.command.CommandSideApplication"))
                                .run(
                                        "--server.port=0",
                                        "--nexus.projections=false",
                                        "--nexus.data=" + TestServers.data().root(),
                                        "--spring.datasource.url=" + database,
                                        "--spring.datasource.username="
                                                + TestServers.postgres().username(),
                                        "--spring.datasource.password="
                                                + TestServers.postgres().password(),
                                        "--nexus.event-store=axon-server",
                                        "--axon.axonserver.servers=" + server.address(),
                                        "--axon.axonserver.client-id=" + name);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
            context.getBean(CommandBus.class)
                    .registerHandlerInterceptor(
                            (work, chain) -> {
                                if (work.getMessage().getPayload() instanceof Command command) {
                                    decided.add(command.streamId());
                                }
                                return chain.proceed();
                            });
        }

        CommandResult send(Command command, CommandContext context) {
            return commands().send(command, context);
        }

        Commands commands() {
            return context.getBean(Commands.class);
        }

        @Override
        public void close() {
            context.close();
        }
    }

    @BeforeAll
    static void start() throws Exception {
        server = new Proxy(AxonServers.require());
        database = TestServers.freshDatabase();
        a = new Node("a");
        b = new Node("b");
    }

    @AfterAll
    static void end() throws Exception {
        if (server != null) {
            Stream.of(a, b).filter(Objects::nonNull).forEach(Node::close);
            server.close();
        }
    }

    @BeforeEach
    void nobodyHasDecidedAnything() {
        a.decided.clear();
        b.decided.clear();
    }

    private CommandContext context(String request) {
        return CommandContext.of(actor, request);
    }

    private static CreatePipeline creation(PipelineId id) {
        return new CreatePipeline(
                id,
                "Pipeline",
                List.of(
                        stage("Open", StageKind.OPEN, 10),
                        stage("Won", StageKind.WON, 100),
                        stage("Lost", StageKind.LOST, 0)),
                false);
    }

    private static Stage stage(String name, StageKind kind, int probability) {
        return new Stage(new StageId(NewId.of(StageId.PREFIX)), name, kind, probability);
    }

    private static PipelineId newId() {
        return new PipelineId(NewId.of(PipelineId.PREFIX));
    }

    private List<PipelineId> pipelines() {
        var ids = Stream.generate(AxonServerRoutingIT::newId).limit(STREAMS).toList();
        for (int i = 0; i < STREAMS; i++) {
            var node = i % 2 == 0 ? a : b;
            assertThat(node.send(creation(ids.get(i)), context("make")))
                    .isEqualTo(new Accepted(ids.get(i).value(), 0, true, false));
        }
        return ids;
    }

    private static void requireOneHomeEach(List<PipelineId> pipelines) {
        assertThat(a.decided)
                .as("both have some")
                .isNotEmpty()
                .doesNotContainAnyElementsOf(b.decided);
        assertThat(b.decided).isNotEmpty();
        assertThat(Stream.concat(a.decided.stream(), b.decided.stream()).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        pipelines.stream().map(PipelineId::value).toList());
    }

    @Test
    void commands_about_one_stream_are_decided_on_one_node_wherever_they_are_sent()
            throws Exception {
        var pipelines = pipelines();
        inParallel(
                pipelines,
                pipeline -> {
                    for (int i = 0; i < 6; i++) {
                        var node = i % 2 == 0 ? b : a;
                        assertThat(
                                        node.send(
                                                new RenamePipeline(pipeline, "Name " + i),
                                                context("rename")))
                                .isEqualTo(new Accepted(pipeline.value(), i + 1, false, false));
                    }
                });
        requireOneHomeEach(pipelines);
    }

    private interface Work {
        void on(PipelineId pipeline);
    }

    private static void inParallel(List<PipelineId> pipelines, Work work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done :
                    pipelines.stream().map(id -> threads.submit(() -> work.on(id))).toList()) {
                done.get(60, TimeUnit.SECONDS);
            }
        }
    }

    /** Whichever of the two is the home of the stream: the other one asks. */
    @Test
    void a_refusal_is_the_same_wherever_it_is_asked_for() {
        var pipeline = newId();
        a.send(creation(pipeline), context("make"));
        b.send(new RenamePipeline(pipeline, "Second"), context("rename"));
        var stale = new CommandContext(actor, "stale", null, null, 0L, null);
        var refused = (Rejected) a.send(new RenamePipeline(pipeline, "Third"), stale);
        assertThat(refused.code()).isEqualTo("version.mismatch");
        assertThat(refused.facts().get("currentVersion")).hasToString("1");
        assertThat(b.send(new RenamePipeline(pipeline, "Third"), stale))
                .usingRecursiveComparison()
                .ignoringFields("facts")
                .isEqualTo(refused);
        var nowhere = new RenamePipeline(newId(), "Nowhere");
        assertThat(((Rejected) a.send(nowhere, context("nowhere"))).code())
                .isEqualTo("record.not-found");
        assertThat(b.send(nowhere, context("nowhere")))
                .isEqualTo(a.send(nowhere, context("nowhere")));
    }

    @Test
    void a_key_is_answered_once_whichever_node_is_asked() {
        var pipeline = newId();
        a.send(creation(pipeline), context("make"));
        var key = new IdempotencyKey(NewId.of("key"), "hash");
        var keyed = new CommandContext(actor, "keyed", null, null, 0L, key);
        var rename = new RenamePipeline(pipeline, "Once");
        assertThat(a.send(rename, keyed))
                .isEqualTo(new Accepted(pipeline.value(), 1, false, false));
        assertThat(b.send(rename, keyed)).isEqualTo(new Accepted(pipeline.value(), 1, false, true));
        assertThat(a.send(rename, keyed)).isEqualTo(new Accepted(pipeline.value(), 1, false, true));
    }

    @Test
    void what_concerns_several_streams_is_one_decision_where_it_was_sent() {
        var first = newId();
        var second = newId();
        a.send(creation(first), context("make"));
        a.decided.clear();
        b.decided.clear();
        assertThat(
                        b.commands()
                                .sendAllOrNothing(
                                        List.of(
                                                new Part(
                                                        new RenamePipeline(first, "Together"),
                                                        context("together")),
                                                new Part(creation(second), context("together")))))
                .containsExactly(
                        new Accepted(first.value(), 1, false, false),
                        new Accepted(second.value(), 0, true, false));
        assertThat(a.decided).isEmpty();
    }

    /** Sends to either node, under no key, and writes down what it was answered. */
    private final class Load implements AutoCloseable {

        final List<PipelineId> pipelines;
        final Map<String, Accepted> accepted = new ConcurrentHashMap<>();
        final Set<String> refused = ConcurrentHashMap.newKeySet();
        final Queue<Throwable> unexpected = new ConcurrentLinkedQueue<>();
        private final AtomicInteger number = new AtomicInteger();
        private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();
        private volatile boolean goesOn = true;

        Load(List<PipelineId> pipelines, List<Node> nodes) {
            this.pipelines = pipelines;
            IntStream.range(0, 8).forEach(_ -> writers.execute(() -> write(nodes)));
        }

        private void write(List<Node> nodes) {
            var random = ThreadLocalRandom.current();
            while (goesOn) {
                var name = "load " + number.incrementAndGet();
                var pipeline = pipelines.get(random.nextInt(pipelines.size()));
                try {
                    var result =
                            nodes.get(random.nextInt(nodes.size()))
                                    .send(new RenamePipeline(pipeline, name), context(name));
                    accepted.put(name, (Accepted) result);
                } catch (ConcurrencyException overtaken) {
                    refused.add(name);
                } catch (RuntimeException e) {
                    unexpected.add(e);
                }
            }
        }

        void awaitMore(int commands) {
            var now = accepted.size();
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> accepted.size() >= now + commands);
        }

        /** What was accepted has happened once, in the version that was answered; no more has. */
        void requireKept() {
            assertThat(unexpected).isEmpty();
            var names = new TreeMap<String, List<String>>();
            JdbcClient.create(EventMoveIT.source(database))
                    .sql(
                            """
                            select stream_id || '@' || version, payload ->> 'name' from event
                            where organization_id = :organization
                              and payload ->> 'name' like 'load %'""")
                    .param("organization", actor.organizationId().value())
                    .query((row, _) -> Map.entry(row.getString(2), row.getString(1)))
                    .list()
                    .forEach(
                            event ->
                                    names.computeIfAbsent(event.getKey(), _ -> new ArrayList<>())
                                            .add(event.getValue()));
            accepted.forEach(
                    (name, answer) ->
                            assertThat(names.remove(name))
                                    .as(name)
                                    .containsExactly(answer.streamId() + "@" + answer.version()));
            assertThat(names).as("neither accepted nor refused").isEmpty();
        }

        @Override
        public void close() {
            goesOn = false;
            writers.close();
        }
    }

    @Test
    void while_axon_server_is_away_commands_wait_happen_once_and_find_home_again()
            throws Exception {
        var pipelines = pipelines();
        var load = new Load(pipelines, List.of(a, b));
        try (load) {
            for (int times = 0; times < 3; times++) {
                load.awaitMore(100);
                server.cut();
                TimeUnit.MILLISECONDS.sleep(700); // the time it is away
                server.mend();
                load.awaitMore(20);
            }
        }
        load.requireKept();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> {
                            nobodyHasDecidedAnything();
                            inParallel(
                                    pipelines,
                                    pipeline -> {
                                        var name = NewId.of("name");
                                        a.send(new RenamePipeline(pipeline, name), context("a"));
                                        b.send(
                                                new RenamePipeline(pipeline, "-" + name),
                                                context("b"));
                                    });
                            requireOneHomeEach(pipelines);
                        });
    }

    @Test
    void a_node_that_leaves_takes_nothing_with_it() {
        var pipelines = pipelines();
        var leaving = new Node("c");
        var load = new Load(pipelines, List.of(a, b));
        try (load) {
            load.awaitMore(100);
            await().atMost(Duration.ofSeconds(30)).until(() -> !leaving.decided.isEmpty());
            leaving.close();
            load.awaitMore(100);
        }
        load.requireKept();
    }
}
