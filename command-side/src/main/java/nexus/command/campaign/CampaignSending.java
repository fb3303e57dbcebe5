package nexus.command.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.api.CommandResult;
import nexus.api.CommandResult.Rejected;
import nexus.api.campaign.CampaignCommand;
import nexus.api.campaign.CampaignCommand.CompleteCampaign;
import nexus.api.campaign.CampaignCommand.FailCampaign;
import nexus.api.campaign.CampaignCommand.FreezeAudience;
import nexus.api.campaign.CampaignCommand.LaunchCampaign;
import nexus.api.campaign.CampaignCommand.RecordDeliveries;
import nexus.api.campaign.CampaignCommand.RefuseStart;
import nexus.api.campaign.DeliveryTotals;
import nexus.api.identity.OrganizationStatus;
import nexus.api.identity.Role;
import nexus.command.campaign.Carrier.Second;
import nexus.command.campaign.Delivery.Channel;
import nexus.command.campaign.Ledger.Result;
import nexus.command.campaign.Outcome.Away;
import nexus.command.campaign.Outcome.CalledOff;
import nexus.command.campaign.Outcome.OptedOut;
import nexus.platform.decider.CommandContext;
import nexus.platform.decider.Commands;
import nexus.platform.decider.Memberships;
import nexus.platform.security.Actor;
import nexus.platform.work.DueList;
import nexus.platform.work.Lease;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Works off campaigns: starts those that are due; of those that are active settles the audience,
 * then takes recipients off the queue in batches and hands their messages over, until nobody is
 * left or somebody says to stop.
 */
@Component
class CampaignSending implements DueList {

    static final String LIST = "campaigns";

    private static final Logger log = LoggerFactory.getLogger(CampaignSending.class);

    /** Most of them wait for their rate most of the time. */
    private static final int AT_A_TIME = 50;

    private static final int BATCH = 400;

    /** Where each message is written down by itself, a batch is lost to doubt as a whole. */
    private static final int CAREFUL_BATCH = 40;

    /** A rate is kept within a second, too: nobody likes to be sent a second's mails at once. */
    private static final int PARTS_OF_A_SECOND = 10;

    private static final Duration BETWEEN_SUMMARIES = Duration.ofMinutes(1);
    private static final int LEAST_FAULTS = 20;
    private static final double MOST_FAULTS = 0.05;
    private static final int MOST_OUTAGES = 30;
    private static final Duration UNTIL_IT_IS_KNOWN = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** Then another campaign may have the place, if there are more of them than places. */
    private static final Duration LONGEST_STRETCH = Duration.ofMinutes(2);

    private final Ledger ledger;
    private final CampaignStreams campaigns;
    private final Launching launching;
    private final PublicLinks links;
    private final Carriers carriers;
    private final Unsubscribing unsubscribing;
    private final Commands commands;
    private final Memberships memberships;

    CampaignSending(
            Ledger ledger,
            CampaignStreams campaigns,
            Launching launching,
            PublicLinks links,
            Carriers carriers,
            Unsubscribing unsubscribing,
            Commands commands,
            Memberships memberships) {
        this.ledger = ledger;
        this.campaigns = campaigns;
        this.launching = launching;
        this.links = links;
        this.carriers = carriers;
        this.unsubscribing = unsubscribing;
        this.commands = commands;
        this.memberships = memberships;
    }

    @Override
    public String name() {
        return LIST;
    }

    @Override
    public List<String> due(int atMost) {
        return ledger.due(atMost);
    }

    @Override
    public int atATime() {
        return AT_A_TIME;
    }

    @Override
    public void work(String item, Lease lease) {
        ledger.claim(item, lease)
                .flatMap(
                        claim ->
                                Optional.ofNullable(work(claim))
                                        .map(pause -> new Rest(claim, pause)))
                .ifPresent(rest -> ledger.rest(rest.claim(), rest.pause()));
    }

    private record Rest(Claim claim, Duration pause) {}

    /** Works until there is nothing to be done for now; answers for how long, if that is known. */
    private @Nullable Duration work(Claim claim) {
        var organization = memberships.of(claim.organizationId());
        if (organization.status() != OrganizationStatus.ACTIVE) {
            return LONGEST_PAUSE;
        }
        var standing = ledger.standing(claim);
        if (!standing.informed()) {
            return UNTIL_IT_IS_KNOWN;
        }
        return switch (standing.status()) {
            case "SCHEDULED" -> {
                start(claim);
                yield null;
            }
            case "ACTIVE" -> {
                ledger.recover(claim, carriers.repeatable());
                freeze(claim, standing.frozen());
                yield new Run(claim).work();
            }
            case "CANCELLED" -> {
                ledger.recover(claim, carriers.repeatable());
                ledger.close(claim);
                send(claim, new RecordDeliveries(claim.campaignId(), totals(claim)));
                yield null;
            }
            default -> null; // it was due when somebody looked, and is not any more
        };
    }

    private void start(Claim claim) {
        launching
                .facts(claim.campaignId(), claim.organizationId())
                .map(facts -> send(claim, new LaunchCampaign(claim.campaignId(), facts)))
                .ifPresent(
                        result -> {
                            if (result instanceof Rejected(_, _, var why, _)) {
                                send(claim, new RefuseStart(claim.campaignId(), why));
                            }
                        });
    }

    /** Also where that was done before: whoever did it may have died before it could be told. */
    private void freeze(Claim claim, boolean before) {
        var plan = campaigns.plan(claim.campaignId(), claim.organizationId()).orElseThrow();
        var began = System.nanoTime();
        var frozen = ledger.freeze(claim, plan.audience());
        send(claim, new FreezeAudience(claim.campaignId(), frozen.position(), frozen.totals()));
        if (!before) {
            log.info(
                    "{} has an audience of {}, settled within {} ms",
                    claim.campaignId(),
                    frozen.totals().audience(),
                    (System.nanoTime() - began) / 1_000_000);
        }
    }

    private DeliveryTotals totals(Claim claim) {
        return ledger.totals(claim.campaignId());
    }

    /** On behalf of nobody: the campaign was launched by who may. */
    private CommandResult send(Claim claim, CampaignCommand command) {
        var actor =
                new Actor(
                        Actor.Kind.SYSTEM,
                        LIST,
                        "Campaign worker",
                        claim.organizationId(),
                        Role.OWNER);
        return commands.send(command, CommandContext.of(actor, claim.campaignId().value()));
    }

    /** One stretch of work on a campaign. */
    private final class Run {

        private final Claim claim;
        private final MessageTemplate template;
        private final Map<Channel, String> away = new EnumMap<>(Channel.class);
        private final long begunAt = System.nanoTime();
        private String after = "";
        private long summarizedAt = System.nanoTime();

        Run(Claim claim) {
            this.claim = claim;
            this.template =
                    campaigns.template(claim.campaignId(), claim.organizationId()).orElseThrow();
        }

        @Nullable Duration work() {
            while (claim.lease().goesOn()) {
                if (System.nanoTime() - begunAt > LONGEST_STRETCH.toNanos()) {
                    return Duration.ZERO;
                }
                var standing = ledger.standing(claim);
                if (!standing.isActive()) {
                    summarize();
                    return null;
                }
                if (!standing.informed()) {
                    return UNTIL_IT_IS_KNOWN;
                }
                if (isSpent(standing.attempted(), standing.faults())) {
                    return fail(
                            "%d of %d messages were refused or left in doubt."
                                    .formatted(standing.faults(), standing.attempted()));
                }
                var pace = pace(standing);
                var began = System.nanoTime();
                var taken = ledger.take(claim, after, pace.batch(), present());
                if (taken.all() == 0 && after.isEmpty()) {
                    return away.isEmpty() ? end() : waitForThoseAway();
                }
                after = taken.all() < pace.batch() ? "" : taken.last();
                hand(taken.sending());
                if (present().isEmpty()) {
                    return waitForThoseAway();
                }
                summarizeNowAndThen();
                rest(began, taken.sending(), pace);
            }
            return null;
        }

        /** Whoever can be reached by what works is not made to wait for what does not. */
        private Set<Channel> present() {
            var present = Carriers.channels(claim.type());
            present.removeAll(away.keySet());
            return present;
        }

        /** How many are taken together, and how many the campaign wants sent in a second. */
        private record Pace(int batch, @Nullable Integer perSecond) {}

        private Pace pace(Ledger.Standing standing) {
            var most = carriers.replace(claim.type()) ? BATCH : CAREFUL_BATCH;
            var batch =
                    Stream.of(standing.perSecond(), carriers.perSecond(claim.type()))
                            .filter(Objects::nonNull)
                            .mapToInt(perSecond -> perSecond / PARTS_OF_A_SECOND)
                            .reduce(most, Math::min);
            return new Pace(Math.max(1, batch), standing.perSecond());
        }

        /** As long as the campaign wants a batch to take, and whoever delivers. */
        private void rest(long began, List<Delivery> sent, Pace pace) {
            var due = nanos(sent.size(), pace.perSecond());
            for (var channel : Carriers.channels(claim.type())) {
                var own = sent.stream().filter(each -> each.channel() == channel).count();
                due = Math.max(due, nanos(own, carriers.of(channel).perSecond()));
            }
            var left = due - (System.nanoTime() - began);
            try {
                while (left > 0 && claim.lease().goesOn()) {
                    Thread.sleep(Duration.ofNanos(Math.min(left, 200_000_000L)));
                    left = due - (System.nanoTime() - began);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static long nanos(long messages, @Nullable Integer perSecond) {
            return perSecond == null ? 0 : messages * 1_000_000_000L / perSecond;
        }

        /** Nobody is due: either all is done, or somebody has to be waited for. */
        private @Nullable Duration end() {
            var next = ledger.nextIn(claim);
            if (next.isPresent()) {
                summarize();
                return next.get().compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next.get();
            }
            send(claim, new CompleteCampaign(claim.campaignId(), totals(claim)));
            return UNTIL_IT_IS_KNOWN;
        }

        private boolean isSpent(int attempted, int faults) {
            return faults >= LEAST_FAULTS && faults > attempted * MOST_FAULTS;
        }

        private Duration fail(String why) {
            send(claim, new FailCampaign(claim.campaignId(), why, totals(claim)));
            return UNTIL_IT_IS_KNOWN;
        }

        private void summarizeNowAndThen() {
            if (System.nanoTime() - summarizedAt > BETWEEN_SUMMARIES.toNanos()) {
                summarize();
            }
        }

        private void summarize() {
            summarizedAt = System.nanoTime();
            send(claim, new RecordDeliveries(claim.campaignId(), totals(claim)));
        }

        /** Hands a batch over, and takes note of who is not there to take it. */
        private void hand(List<Delivery> batch) {
            batch.stream()
                    .collect(Collectors.groupingBy(Delivery::channel))
                    .forEach(
                            (channel, deliveries) -> {
                                var why = hand(carriers.of(channel), deliveries);
                                if (why != null) {
                                    away.put(channel, why);
                                }
                            });
        }

        private Duration waitForThoseAway() {
            var why = String.join(" ", away.values());
            var outages = ledger.outage(claim);
            log.warn("{} has to wait: {}", claim.campaignId(), why);
            if (outages >= MOST_OUTAGES) {
                return fail(why);
            }
            summarize();
            var pause = Duration.ofSeconds(1L << Math.min(outages - 1, 6));
            return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        }

        private @Nullable String hand(Carrier carrier, List<Delivery> deliveries) {
            var shares = shares(deliveries, carrier.atOnce());
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var results =
                        threads.invokeAll(
                                shares.stream()
                                        .<Callable<List<Result>>>map(
                                                share -> () -> handShare(carrier, share))
                                        .toList());
                var all = new ArrayList<Result>();
                for (var result : results) {
                    all.addAll(of(result));
                }
                if (carrier.second() == Second.REPLACES) {
                    ledger.settle(claim, all);
                }
                if (all.stream().anyMatch(each -> each.outcome() instanceof CalledOff)) {
                    ledger.standing(claim); // fails if the lease was lost
                }
                return all.stream()
                        .map(Result::outcome)
                        .filter(Away.class::isInstance)
                        .map(outcome -> ((Away) outcome).why())
                        .findFirst()
                        .orElse(null);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        private static List<Result> of(Future<List<Result>> done) throws InterruptedException {
            try {
                return done.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException failure
                        ? failure
                        : new IllegalStateException(e.getCause());
            }
        }

        private static List<List<Delivery>> shares(List<Delivery> all, int most) {
            var size = Math.max(1, Math.ceilDiv(all.size(), most));
            var shares = new ArrayList<List<Delivery>>();
            for (int from = 0; from < all.size(); from += size) {
                shares.add(all.subList(from, Math.min(from + size, all.size())));
            }
            return shares;
        }

        /** What cannot be handed over twice is written down one by one, as soon as it is known. */
        private List<Result> handShare(Carrier carrier, List<Delivery> deliveries) {
            var results = new ArrayList<Result>();
            try (var round = carrier.begin()) {
                Away away = null;
                for (var delivery : deliveries) {
                    var outcome = away == null ? handUnlessLeaving(round, delivery) : away;
                    away = outcome instanceof Away nobody ? nobody : null;
                    var result = new Result(delivery, outcome);
                    results.add(result);
                    if (carrier.second() != Second.REPLACES) {
                        ledger.settle(claim, List.of(result));
                    }
                    if (outcome instanceof OptedOut) {
                        unsubscribing.optedOut(claim, delivery);
                    }
                }
            }
            return results;
        }

        /** A slow server must not keep a node from ending: whoever comes next goes on. */
        private Outcome handUnlessLeaving(Carrier.Round round, Delivery delivery) {
            return claim.lease().goesOn() ? hand(round, delivery) : new CalledOff();
        }

        private Outcome hand(Carrier.Round round, Delivery delivery) {
            return round.hand(
                    template.to(delivery, links), () -> ledger.isHandedOver(claim, delivery));
        }
    }
}
