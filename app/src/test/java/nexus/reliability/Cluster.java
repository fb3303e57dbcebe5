package nexus.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import nexus.app.embedded.DataFolder;
import nexus.app.embedded.EmbeddedPostgres;
import nexus.reliability.Node.Answer;
import nexus.testing.TestServers;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An installation of several nodes: two that decide and two that remember, on one database, each
 * with a wire of its own to it. Shared by all tests that disturb it; each leaves it whole.
 */
final class Cluster {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration TOKEN_LASTS = Duration.ofMinutes(5);
    private static final Duration TRIED_AGAIN_AFTER = Duration.ofSeconds(30);

    private final String index;
    private final Map<String, String> besides;
    private final DataFolder data;
    private final EmbeddedPostgres postgres;
    private final HttpWire search;
    private final Map<Node, Wire> wires = new HashMap<>();
    private final List<Node> commandSides;
    private final List<Node> querySides;
    private final HikariDataSource pool = new HikariDataSource();
    private final JdbcClient db;
    private @Nullable String token;
    private long tokenAt;
    private final String user = "olive-" + UUID.randomUUID().toString().substring(0, 8);

    private static final class Shared {
        static final Cluster CLUSTER = new Cluster(Path.of("target", "test-cluster"), 2, Map.of());
    }

    /** The installation with all of its nodes up. */
    static Cluster whole() {
        Shared.CLUSTER.makeWhole();
        return Shared.CLUSTER;
    }

    /** A smaller one, of a node of each kind, with all it has in a folder. */
    static Cluster of(Path folder) {
        var cluster = new Cluster(folder, 1, Map.of());
        cluster.makeWhole();
        return cluster;
    }

    /** The same, with more in the environment of its nodes. */
    static Cluster of(Path folder, Map<String, String> besides) {
        var cluster = new Cluster(folder, 1, besides);
        cluster.makeWhole();
        return cluster;
    }

    /** Another one, not shared, with its events in Axon Server. */
    static Cluster onAxonServer(String servers) {
        return new Cluster(
                Path.of("target", "test-cluster-on-axon-server"),
                2,
                Map.of("NEXUS_EVENT_STORE", "axon-server", "AXON_AXONSERVER_SERVERS", servers));
    }

    private Cluster(Path folder, int ofEach, Map<String, String> besides) {
        this.besides = besides;
        deleteTree(folder);
        index = "nexus-records-of-" + folder.getFileName();
        data = DataFolder.open(folder);
        postgres = EmbeddedPostgres.start(data);
        search = HttpWire.to(URI.create(TestServers.elasticsearch().url()));
        pool.setJdbcUrl(postgres.jdbcUrl());
        pool.setUsername(postgres.username());
        pool.setPassword(postgres.password());
        pool.setMaximumPoolSize(4);
        pool.setMinimumIdle(0);
        db = JdbcClient.create(pool);
        var names = List.of("a", "b").subList(0, ofEach);
        commandSides = names.stream().map(name -> node("command-" + name, true)).toList();
        querySides = names.stream().map(name -> node("query-" + name, false)).toList();
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    }

    private Node node(String name, boolean decides) {
        var database = URI.create(postgres.jdbcUrl().substring("jdbc:".length()));
        var wire = Wire.to(database.getPort());
        var environment =
                Node.environment(
                        "jdbc:postgresql://127.0.0.1:%d/nexus?ApplicationName=%s&socketTimeout=10"
                                .formatted(wire.port(), name),
                        postgres.password(),
                        search.url());
        environment.put("NEXUS_ELASTICSEARCH_INDEX", index);
        environment.put("NEXUS_DATA", data.root().toString());
        environment.put("NEXUS_OPERATORS", user + "@example.com");
        environment.putAll(besides);
        var log = data.file("logs/" + name + ".log");
        var node =
                decides
                        ? Node.commandSide(name, environment, log)
                        : Node.querySide(name, environment, log);
        wires.put(node, wire);
        return node;
    }

    void makeWhole() {
        search.pass();
        wires.values().forEach(Wire::mend);
        nodes().forEach(
                        node -> {
                            if (node.isRunning()) {
                                node.thaw();
                            } else {
                                node.begin();
                            }
                        });
        nodes().forEach(Node::awaitReady);
    }

    private Stream<Node> nodes() {
        return Stream.concat(commandSides.stream(), querySides.stream());
    }

    List<Node> commandSides() {
        return commandSides;
    }

    List<Node> querySides() {
        return querySides;
    }

    Node other(Node node) {
        return (commandSides.contains(node) ? commandSides : querySides)
                .stream().filter(each -> each != node).findFirst().orElseThrow();
    }

    Wire wireOf(Node node) {
        return java.util.Objects.requireNonNull(wires.get(node));
    }

    EmbeddedPostgres postgres() {
        return postgres;
    }

    /** Where all nodes keep their files. */
    Path folder() {
        return data.root();
    }

    /** The name that records are found under. */
    String index() {
        return index;
    }

    HttpWire search() {
        return search;
    }

    /** The database as it is, past all nodes. */
    JdbcClient db() {
        return db;
    }

    /** Starts a node that has ended again. */
    void restart(Node node) {
        node.begin();
        node.awaitReady();
    }

    /** An access token, good for some minutes, of somebody with an organization of their own. */
    synchronized String token() {
        if (token == null) {
            token = tokenFrom("register", 201, user, commandSides.getFirst());
            tokenAt = System.nanoTime();
        } else if (System.nanoTime() - tokenAt > TOKEN_LASTS.toNanos()) {
            renew();
        }
        return token;
    }

    /** By whichever node can; while none can, the old one is good for some minutes more. */
    private void renew() {
        for (var node : commandSides) {
            try {
                token = tokenFrom("login", 200, user, node);
                tokenAt = System.nanoTime();
                return;
            } catch (UncheckedIOException _) {
                // this one is what the test is about
            }
        }
        tokenAt += TRIED_AGAIN_AFTER.toNanos();
    }

    /** A token of the same person, given by that node. */
    String tokenOf(Node node) {
        token();
        return tokenFrom("login", 200, user, node);
    }

    /** An access token of somebody else, with an organization of their own. */
    String strangersToken() {
        return tokenFrom("register", 201, "stranger-" + UUID.randomUUID(), commandSides.getFirst());
    }

    /** What somebody is told who tries to log in there. */
    Answer login(Node node) {
        return sent("login", user, node);
    }

    private String tokenFrom(String way, int expected, String person, Node node) {
        var answer = sent(way, person, node);
        if (answer.status() == 503) {
            throw new UncheckedIOException(new IOException("not now"));
        }
        assertThat(answer.status()).as("%s", answer).isEqualTo(expected);
        return answer.json().path("accessToken").asString();
    }

    private static Answer sent(String way, String person, Node node) {
        var body =
                """
                {"email":"%1$s@example.com","password":"Correct-horse-%1$s-battery"%2$s}"""
                        .formatted(
                                person,
                                way.equals("login")
                                        ? ""
                                        : """
                                        ,"firstName":"Olive","lastName":"Owner",
                                        "organizationName":"Of the cluster\"""");
        return node.send("POST", "/api/auth/" + way, null, body, PATIENCE);
    }

    /** Who gives positions at the moment. */
    Optional<Node> leader() {
        return db.sql(
                        """
                        select a.application_name from pg_locks l join pg_stat_activity a using (pid)
                        where l.locktype = 'advisory' and l.granted
                          and l.classid = 1314411859 and l.objid = 1397051697""")
                .query(String.class)
                .optional()
                .flatMap(name -> nodes().filter(node -> node.name().equals(name)).findFirst());
    }

    /** Who moves a segment of a processor at the moment. */
    Optional<Node> owner(String processor) {
        return db.sql(
                        """
                        select split_part(owner, '@', 1)::bigint from projection_token
                        where processor like :processor and owner is not null
                          and claimed_until > clock_timestamp() limit 1""")
                .param("processor", processor)
                .query(Long.class)
                .optional()
                .flatMap(
                        pid ->
                                nodes().filter(Node::isRunning)
                                        .filter(node -> node.pid() == pid)
                                        .findFirst());
    }

    /** Waits until somebody moves a processor who is not the one before. */
    Node awaitOwner(String processor, @Nullable Node before, Duration patience) {
        return await().atMost(patience)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> owner(processor).filter(owner -> owner != before), Optional::isPresent)
                .orElseThrow();
    }

    /** A connection of its own, past all nodes, that may do anything. */
    Connection connectAsSuperuser() throws SQLException {
        return postgres.connectAsSuperuser("nexus");
    }

    long count(String table) {
        return db.sql("select count(*) from " + table).query(Long.class).single();
    }

    /** Waits until every event has its position, and all views have it in. */
    void settle() {
        await().atMost(PATIENCE).until(() -> count("event_position") == count("event"));
        var head = count("event");
        await().atMost(PATIENCE).until(() -> positionOfViews() >= head);
    }

    /** What all views have in. */
    long positionOfViews() {
        return db.sql(
                        """
                        select coalesce(min(position), 0) from projection_token
                        where processor = 'views'""")
                .query(Long.class)
                .single();
    }

    /** How many segments each of the nodes that remember moves at the moment. */
    List<Integer> shares() {
        var pids =
                db.sql(
                                """
                                select split_part(owner, '@', 1)::bigint from projection_token
                                where processor = 'views' and claimed_until > clock_timestamp()""")
                        .query(Long.class)
                        .list();
        return querySides.stream()
                .map(node -> (int) pids.stream().filter(pid -> pid == node.pid()).count())
                .toList();
    }

    /** Positions are dense, unique and complete, and no stream is out of order or has a gap. */
    void assertOrdered() {
        settle();
        assertThat(
                        db.sql(
                                        """
                                        select min(position) = 1 and max(position) = count(*)
                                          and count(*) = (select count(*) from event)
                                        from event_position""")
                                .query(Boolean.class)
                                .single())
                .as("dense, unique and complete")
                .isTrue();
        assertThat(
                        db.sql(
                                        """
                                        select stream_id from (
                                          select e.stream_id, e.version, row_number() over
                                            (partition by e.stream_id order by p.position) - 1 as due
                                          from event e join event_position p using (seq)) as s
                                        where version <> due""")
                                .query(String.class)
                                .list())
                .as("streams with gaps or out of order")
                .isEmpty();
    }

    /** Makes all views anew beside those in use, and compares them by digest, past included. */
    void assertViewsEqualARebuild() {
        settle();
        var id = beginRebuild("views", true);
        await().atMost(PATIENCE).until(() -> !rebuild(id).state().equals("RUNNING"));
        var compared = rebuild(id);
        assertThat(compared.state()).as("%s", compared).isEqualTo("COMPARED");
        assertThat(compared.equal()).as("%s", compared).isNotEmpty().doesNotContain(false);
    }

    /**
     * Views being made anew, as an operator sees it.
     *
     * @param error why it failed, if it did
     * @param equal for each view that was compared, whether it is what was in use
     */
    record Rebuilt(String state, String error, List<Boolean> equal) {}

    /** Has a view made anew, or all of them. */
    String beginRebuild(String view, boolean dryRun) {
        var answer =
                operate(
                        "POST",
                        "/api/admin/projections/" + view + "/replays",
                        "{\"dryRun\":%s}".formatted(dryRun));
        assertThat(answer.status()).as("%s", answer).isEqualTo(202);
        return answer.id();
    }

    Rebuilt rebuild(String id) {
        var found = operate("GET", "/api/admin/replays/" + id, "");
        assertThat(found.status()).as("%s", found).isEqualTo(200);
        return new Rebuilt(
                found.json().path("state").asString(),
                found.json().path("error").asString(""),
                found.json()
                        .path("comparisons")
                        .valueStream()
                        .map(compared -> compared.path("equal").asBoolean())
                        .toList());
    }

    void switchTo(String rebuild) {
        var answer = operate("POST", "/api/admin/replays/" + rebuild + "/switch", "{}");
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    }

    /** Asks whichever node remembers and is up. */
    private Node.Answer operate(String method, String path, String body) {
        var node = awaitReady(querySides);
        return node.send(method, path, token(), body, PATIENCE);
    }

    /** One of some nodes that serves; who was just turned away does not come back at once. */
    Node awaitReady(List<Node> nodes) {
        return await().atMost(PATIENCE)
                .pollDelay(Duration.ofMillis(50))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> nodes.stream().filter(Node::isReady).findAny(), Optional::isPresent)
                .orElseThrow();
    }

    /** Ends all of it. */
    void end() {
        nodes().filter(Node::isRunning).forEach(Node::kill);
        wires.values().forEach(Wire::close);
        pool.close();
        postgres.kill();
        data.close();
    }

    private static void deleteTree(Path tree) {
        if (!java.nio.file.Files.exists(tree)) {
            return;
        }
        try (var files = java.nio.file.Files.walk(tree)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                java.nio.file.Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
