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
import java.util.stream.StreamSupport;
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
import nexus.api.deal.DealCommand.OpenDeal;
import nexus.api.deal.DealDetails;
import nexus.api.deal.DealId;
import nexus.api.deal.Placement;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.Role;
import nexus.api.identity.UserId;
import nexus.api.pipeline.PipelineId;
import nexus.api.pipeline.StageId;
import nexus.platform.NewId;
import nexus.platform.decider.CommandContext;
import nexus.platform.decider.Commands;
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
    private final AtomicLong pence = new AtomicLong();
    private final List<DealId> deals = new ArrayList<>();
    private Actor actor;
    private String token;
    private Instant tokenFrom = Instant.now();
    private List<Placement> stages = List.of();
    private Instant halfFull = Instant.now();

    private Organization(Engine engine) {
        this.engine = engine;
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
        engine.settleViews();
        var list =
                StreamSupport.stream(
                                get("/api/pipelines/" + pipeline).path("stages").spliterator(),
                                false)
                        .toList();
        stages =
                list.subList(0, 3).stream()
                        .map(
                                stage ->
                                        new Placement(
                                                new PipelineId(pipeline),
                                                stageId(stage),
                                                stage.path("probability").asInt(),
                                                stageId(list.get(3)),
                                                stageId(list.get(4))))
                        .toList();
    }

    private static StageId stageId(JsonNode stage) {
        return new StageId(stage.path("id").asString());
    }

    /** Adds so many records: of ten, seven deals, two contacts and a company. */
    void fill(int records) {
        System.err.println("  filling an organization with %d records ...".formatted(records));
        for (int made = 0; made < records; made += BATCH) {
            var batch = new ArrayList<Command>();
            for (int i = 0; i < BATCH; i++) {
                batch.add(record(i % 10));
            }
            sendEach(batch);
            if (made < records / 2) {
                halfFull = Instant.now();
            }
        }
        engine.settle();
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

    void sendEach(List<Command> commands) {
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
        return new ChangeDeal(
                anyDeal(chance),
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

    OrganizationId id() {
        return actor.organizationId();
    }

    PipelineId pipeline() {
        return stages.getFirst().pipelineId();
    }

    /** An instant at which about half of the records were there. */
    Instant halfFull() {
        return halfFull;
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
