package nexus.platform.projection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import nexus.api.Money;
import nexus.api.deal.DealCommand;
import nexus.api.deal.DealCommand.ArchiveDeal;
import nexus.api.deal.DealCommand.LoseDeal;
import nexus.api.deal.DealCommand.OpenDeal;
import nexus.api.deal.DealCommand.ReopenDeal;
import nexus.api.deal.DealCommand.RestoreDeal;
import nexus.api.deal.DealCommand.WinDeal;
import nexus.api.deal.DealDetails;
import nexus.api.deal.DealId;
import nexus.api.deal.Placement;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.Role;
import nexus.api.pipeline.PipelineId;
import nexus.api.pipeline.StageId;
import nexus.platform.NewId;
import nexus.platform.decider.CommandContext;
import nexus.platform.decider.Commands;
import nexus.platform.security.Actor;

/** Commands as chance has them, some for what happened long before. */
final class RandomDeals {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final Commands commands;
    private final SplittableRandom chance;
    private final OrganizationId organization = new OrganizationId(NewId.of("organization"));
    private final Actor actor =
            new Actor(Actor.Kind.SYSTEM, "test", "Test", organization, Role.OWNER);
    private final Placement place =
            new Placement(
                    new PipelineId(NewId.of("pipeline")),
                    new StageId(NewId.of("stage")),
                    10,
                    new StageId(NewId.of("stage")),
                    new StageId(NewId.of("stage")));
    private final List<DealId> deals = new ArrayList<>();

    RandomDeals(Commands commands, long seed) {
        this.commands = commands;
        this.chance = new SplittableRandom(seed);
    }

    String organization() {
        return organization.value();
    }

    List<String> ids() {
        return deals.stream().map(DealId::value).toList();
    }

    void send(int count) {
        for (int i = 0; i < count; i++) {
            sendOne();
        }
    }

    void sendOne() {
        var begins = deals.isEmpty() || chance.nextInt(3) == 0;
        var day = begins ? 0 : chance.nextInt(200);
        commands.send(
                begins ? open() : change(deals.get(chance.nextInt(deals.size()))),
                CommandContext.of(actor, "request")
                        .occurredAt(BEGIN.plusSeconds(day * 86_400L + chance.nextInt(86_400))));
    }

    private DealCommand open() {
        var deal = new DealId(NewId.of("deal"));
        deals.add(deal);
        return new OpenDeal(
                deal,
                new DealDetails(
                        "Bath \"ü\" " + deals.size(),
                        null,
                        null,
                        null,
                        Map.of("k", "v\n" + chance.nextInt(), "n", chance.nextInt())),
                Money.of(chance.nextInt(100_000) + "." + (10 + chance.nextInt(90)), "GBP"),
                place,
                null,
                null,
                null);
    }

    private DealCommand change(DealId deal) {
        return switch (chance.nextInt(5)) {
            case 0 -> new ArchiveDeal(deal, null);
            case 1 -> new RestoreDeal(deal);
            case 2 -> new WinDeal(deal, "good", null);
            case 3 -> new LoseDeal(deal, "price", null);
            default -> new ReopenDeal(deal, "again");
        };
    }
}
