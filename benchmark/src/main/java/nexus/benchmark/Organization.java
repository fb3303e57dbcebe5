package nexus.benchmark;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import nexus.api.Command;
import nexus.api.CommandResult.Rejected;
import nexus.api.Money;
import nexus.api.Patch;
import nexus.api.company.CompanyCommand.CreateCompany;
import nexus.api.company.CompanyDetails;
import nexus.api.company.CompanyId;
import nexus.api.contact.ContactCommand.CreateContact;
import nexus.api.contact.ContactDetails;
import nexus.api.contact.ContactId;
import nexus.api.contact.LifecycleStage;
import nexus.api.deal.DealCommand.ChangeDeal;
import nexus.api.deal.DealCommand.LoseDeal;
import nexus.api.deal.DealCommand.MoveDeal;
import nexus.api.deal.DealCommand.OpenDeal;
import nexus.api.deal.DealCommand.WinDeal;
import nexus.api.deal.DealDetails;
import nexus.api.deal.DealId;
import nexus.api.deal.Placement;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.Role;
import nexus.api.identity.UserId;
import nexus.api.pipeline.PipelineEvent.PipelineCreated;
import nexus.api.pipeline.PipelineId;
import nexus.platform.NewId;
import nexus.platform.decider.CommandContext;
import nexus.platform.decider.Commands;
import nexus.platform.eventstore.EventLog;
import nexus.platform.eventstore.RecordedEvent;
import nexus.platform.security.Actor;
import tools.jackson.databind.JsonNode;

/** A customer of the engine: registered over HTTP like any other, with a pipeline and records. */
final class Organization {

    private static final int BATCH = 100;
    private static final Duration TOKEN_KEPT = Duration.ofMinutes(5);
    private static final byte[] NOTHING = {};

    private final Engine engine;
    private final String email;
    private final String password;
    private final SplittableRandom random = new SplittableRandom(8800);
    private final AtomicLong pence;
    private final List<DealId> deals;
    private final Actor actor;
    private String token;
    private Instant tokenFrom = Instant.now();
    private List<Placement> stages = List.of();

    private Organization(Engine engine) {
        this.engine = engine;
        this.pence = new AtomicLong();
        this.deals = new ArrayList<>();
        var tag = NewId.of("bench").substring(20);
        this.email = "owner-" + tag + "@example.com";
        this.password = "Correct-horse-" + tag + "-battery";
        var answer =
                anonymously(
                        "/api/auth/register",
                        """
                        {"email":"%s","password":"%s","firstName":"Olive","lastName":"Owner",
                         "organizationName":"Bench %s"}"""
                                .formatted(email, password, tag));
        this.token = answer.path("accessToken").asString();
        var data = answer.path("data");
        this.actor =
                new Actor(
                        Actor.Kind.USER,
                        new UserId(data.path("user").path("id").asString()).value(),
                        "Olive Owner",
                        new OrganizationId(data.path("organization").path("id").asString()),
                        Role.OWNER);
    }

    private Organization(Organization original, Engine engine) {
        this.engine = engine;
        this.email = original.email;
        this.password = original.password;
        this.pence = original.pence; // no value twice, so that every change is one
        this.deals = original.deals;
        this.actor = original.actor;
        this.token = original.token;
        this.tokenFrom = original.tokenFrom;
        this.stages = original.stages;
    }

    /** The same on an engine whose database is a copy of the one it was registered in. */
    Organization on(Engine another) {
        return new Organization(this, another);
    }

    static Organization register(Engine engine) {
        var organization = new Organization(engine);
        organization.makePipeline();
        return organization;
    }

    private void makePipeline() {
        var pipeline =
                post(
                                "/api/pipelines",
                                """
                                {"name":"Sales","stages":[
                                 {"name":"Prospecting","kind":"OPEN","probability":10},
                                 {"name":"Engaging","kind":"OPEN","probability":40},
                                 {"name":"Closing","kind":"OPEN","probability":70},
                                 {"name":"Won","kind":"WON","probability":100},
                                 {"name":"Lost","kind":"LOST","probability":0}]}""")
                        .path("id")
                        .asString();
        var list =
                engine.bean(EventLog.class).ofStream(pipeline, id().value()).stream()
                        .map(RecordedEvent::event)
                        .filter(PipelineCreated.class::isInstance)
                        .flatMap(created -> ((PipelineCreated) created).stages().stream())
                        .toList();
        stages =
                list.subList(0, 3).stream()
                        .map(
                                stage ->
                                        new Placement(
                                                new PipelineId(pipeline),
                                                stage.id(),
                                                stage.probability(),
                                                list.get(3).id(),
                                                list.get(4).id()))
                        .toList();
    }

    /** Adds so many records: of ten, seven deals, two contacts and a company. */
    void fill(int records) {
        System.err.println("  filling an organization with %d records ...".formatted(records));
        inBatches(IntStream.range(0, records).mapToObj(i -> record(i % 10)));
        engine.settle();
    }

    /**
     * Lets so much happen, ten events to a record: deals move on and get other values, and most of
     * them are won or lost in the end. Those that are still open can be changed afterwards.
     */
    void live(long events) {
        System.err.println("  living through %d events ...".formatted(events));
        fill((int) (events / 10));
        var closing = deals.subList(0, deals.size() * 6 / 10);
        long steps = events - engine.events() - closing.size();
        int all = deals.size();
        inBatches(
                LongStream.range(0, steps)
                        .mapToObj(i -> step(deals.get((int) (i % all)), i / all)));
        inBatches(closing.stream().map(this::close));
        closing.clear();
        engine.settle();
    }

    private Command step(DealId deal, long step) {
        return step % 3 == 0
                ? new MoveDeal(deal, stages.get((int) (step / 3 % stages.size())))
                : change(deal);
    }

    private Command record(int kind) {
        return switch (kind) {
            case 0 ->
                    new CreateCompany(
                            new CompanyId(NewId.of(CompanyId.PREFIX)),
                            new CompanyDetails(
                                    Words.company(random), null, null, null, null, null, Map.of()));
            case 1, 2 ->
                    new CreateContact(
                            new ContactId(NewId.of(ContactId.PREFIX)),
                            new ContactDetails(
                                    Words.firstName(random),
                                    Words.lastName(random),
                                    null,
                                    null,
                                    null,
                                    null,
                                    List.of(),
                                    "web",
                                    Map.of()),
                            LifecycleStage.LEAD);
            default -> {
                var deal = open(random);
                deals.add(deal.dealId());
                yield deal;
            }
        };
    }

    private Command close(DealId deal) {
        return random.nextInt(3) == 0
                ? new LoseDeal(deal, "too expensive", null)
                : new WinDeal(deal, null, null);
    }

    private void inBatches(Stream<? extends Command> commands) {
        commands.gather(Gatherers.<Command>windowFixed(BATCH)).forEach(this::sendEach);
    }

    private void sendEach(List<Command> commands) {
        var context = context();
        engine.bean(Commands.class)
                .sendEach(
                        commands.stream()
                                .map(command -> new Commands.Part(command, context))
                                .toList())
                .forEach(
                        result -> {
                            if (result instanceof Rejected rejected) {
                                throw new BenchFailure("Refused: " + rejected);
                            }
                        });
    }

    CommandContext context() {
        return CommandContext.of(actor, "bench");
    }

    /** A new deal in one of the open stages. */
    OpenDeal open(SplittableRandom chance) {
        return new OpenDeal(
                new DealId(NewId.of(DealId.PREFIX)),
                new DealDetails(
                        Words.deal(chance), null, null, "web", Map.of("product", "GTX Basic")),
                value(),
                stages.get(chance.nextInt(stages.size())),
                null,
                null,
                null);
    }

    /** Another value for one of the deals there are. */
    ChangeDeal change(SplittableRandom chance) {
        return change(anyDeal(chance));
    }

    private ChangeDeal change(DealId deal) {
        return new ChangeDeal(
                deal,
                Patch.keep(),
                Patch.set(value()),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep());
    }

    DealId anyDeal(SplittableRandom chance) {
        return deals.get(chance.nextInt(deals.size()));
    }

    /** Never the same twice, so that every change is one. */
    Money value() {
        return new Money(BigDecimal.valueOf(10_000 + pence.incrementAndGet(), 2), "GBP");
    }

    /** The owner. */
    Actor actor() {
        return actor;
    }

    OrganizationId id() {
        return actor.organizationId();
    }

    PipelineId pipeline() {
        return stages.getFirst().pipelineId();
    }

    /** The header lines of a JSON request of this organization's owner. */
    String headers() {
        return headers("application/json");
    }

    String headers(String contentType) {
        return "Authorization: Bearer %s\r\nContent-Type: %s\r\nAccept: application/json\r\n"
                .formatted(token(), contentType);
    }

    private synchronized String token() {
        if (tokenFrom.plus(TOKEN_KEPT).isBefore(Instant.now())) {
            token =
                    anonymously(
                                    "/api/auth/login",
                                    """
                                    {"email":"%s","password":"%s"}"""
                                            .formatted(email, password))
                            .path("accessToken")
                            .asString();
            tokenFrom = Instant.now();
        }
        return token;
    }

    JsonNode get(String path) {
        try (var connection = new HttpConnection(engine.url())) {
            return connection.send("GET", path, headers(), NOTHING).orFail().json();
        }
    }

    JsonNode post(String path, String body) {
        return post(path, headers(), body.getBytes(StandardCharsets.UTF_8));
    }

    JsonNode post(String path, String headers, byte[] body) {
        try (var connection = new HttpConnection(engine.url())) {
            return connection.send("POST", path, headers, body).orFail().json();
        }
    }

    private JsonNode anonymously(String path, String body) {
        return post(
                path, "Content-Type: application/json\r\n", body.getBytes(StandardCharsets.UTF_8));
    }
}
