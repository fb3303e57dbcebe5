package nexus.command.deal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import nexus.api.Command;
import nexus.api.CommandResult.Rejected;
import nexus.api.DomainEvent;
import nexus.api.Money;
import nexus.api.Rejection;
import nexus.api.contact.ContactId;
import nexus.api.deal.DealCommand;
import nexus.api.deal.DealCommand.ArchiveDeal;
import nexus.api.deal.DealCommand.LoseDeal;
import nexus.api.deal.DealCommand.OpenDeal;
import nexus.api.deal.DealCommand.ReopenDeal;
import nexus.api.deal.DealCommand.SettleDeal;
import nexus.api.deal.DealCommand.WinDeal;
import nexus.api.deal.DealEvent;
import nexus.api.deal.DealEvent.DealOpened;
import nexus.api.deal.DealId;
import nexus.api.identity.OrganizationEvent.OrganizationRegistered;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.OrganizationSettings;
import nexus.api.identity.Plan;
import nexus.api.project.ProjectCommand.LinkDeal;
import nexus.api.project.ProjectEvent.OnItsWay;
import nexus.api.project.ProjectEvent.ProjectDealLinked;
import nexus.api.project.ProjectEvent.ProjectLost;
import nexus.api.project.ProjectEvent.ProjectStageEntered;
import nexus.api.project.ProjectId;
import nexus.api.project.ProjectRejection.OtherDealLinked;
import nexus.api.project.ProjectStage;
import nexus.api.project.Sale;
import nexus.platform.decider.Decision;
import nexus.platform.eventstore.RecordedEvent;
import nexus.platform.eventstore.RecordedEvent.By;
import nexus.platform.policy.Policy.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a project's events make of its deal, however often they are told and whoever interferes. */
class DealFollowsProjectTest {

    private static final OrganizationId ORGANIZATION = new OrganizationId("organization-1");
    private static final ProjectId PROJECT = new ProjectId("project-1");
    private static final DealId OWN = new DealId("deal-1");
    private static final DealId OTHER = new DealId("deal-other");
    private static final Money VALUE = Money.of("12000.00", "GBP");

    /** Two streams that commands are decided on, and the project's as far as it matters here. */
    private static final class World {
        private final DealDecider decider = new DealDecider();
        private final Map<String, Deal> deals = new HashMap<>();
        private final List<DealEvent> happened = new ArrayList<>();
        private final List<DomainEvent> project = new ArrayList<>();
        private final WhenProjectMovesOnThenDealFollows policy =
                new WhenProjectMovesOnThenDealFollows(
                        (stream, _) ->
                                (stream.equals(PROJECT) ? project.stream() : organization())
                                        .map(World::recorded)
                                        .toList(),
                        _ -> DealTest.IN_LEAD);

        private static Stream<DomainEvent> organization() {
            return Stream.of(
                    new OrganizationRegistered(
                            ORGANIZATION,
                            "Acme",
                            "acme",
                            Plan.STARTER,
                            new OrganizationSettings("EUR", "UTC", "de", "#000000")));
        }

        private static RecordedEvent recorded(DomainEvent event) {
            return new RecordedEvent(
                    "event",
                    1,
                    event.streamId(),
                    0,
                    "",
                    event,
                    ORGANIZATION.value(),
                    Instant.EPOCH,
                    Instant.EPOCH,
                    new By("USER", "user-1", "Ada"),
                    "request",
                    null);
        }

        /** Tells the policy; after so many commands the node dies. */
        void tell(OnItsWay event, int dyingAfter) {
            var again = true;
            while (again) {
                again = false;
                var left = dyingAfter;
                for (var command : policy.commands(event, recorded(event))) {
                    if (left-- == 0) {
                        return;
                    }
                    var refusal = send(command);
                    if (refusal == null) {
                        continue;
                    }
                    var verdict =
                            policy.refused(command, Rejected.because(refusal), recorded(event));
                    assertThat(verdict).as("%s: %s", command, refusal).isNotEqualTo(Verdict.PARK);
                    if (verdict == Verdict.AGAIN) {
                        again = true;
                        break;
                    }
                }
            }
        }

        void tell(OnItsWay event) {
            tell(event, Integer.MAX_VALUE);
        }

        @Nullable Rejection send(Command command) {
            return switch (command) {
                case LinkDeal(_, var deal) -> link(deal);
                case DealCommand of -> decide(of);
                default -> throw new AssertionError(command);
            };
        }

        @Nullable Rejection link(DealId deal) {
            for (var event : project) {
                if (event instanceof ProjectDealLinked(_, var linked)) {
                    return linked.equals(deal) ? null : new OtherDealLinked(linked);
                }
            }
            project.add(new ProjectDealLinked(PROJECT, deal));
            return null;
        }

        private @Nullable Rejection decide(DealCommand command) {
            var deal = deals.getOrDefault(command.streamId(), decider.initial());
            return switch (decider.decide(deal, command)) {
                case Decision.Reject<DealEvent>(var rejection) -> rejection;
                case Decision.Accept<DealEvent>(var events, _) -> {
                    for (var event : events) {
                        deal = decider.evolve(deal, event);
                        happened.add(event);
                    }
                    deals.put(command.streamId(), deal);
                    yield null;
                }
            };
        }

        Deal deal(DealId id) {
            return deals.getOrDefault(id.value(), decider.initial());
        }
    }

    private static ProjectStageEntered entered(ProjectStage stage, @Nullable Money value) {
        return new ProjectStageEntered(
                PROJECT,
                stage.before(),
                stage,
                null,
                null,
                List.of(),
                1,
                new Sale("Bathroom", new ContactId("contact-1"), value, null, null));
    }

    private static ProjectLost lost() {
        return new ProjectLost(
                PROJECT,
                ProjectStage.DESIGN_SIGN_OFF,
                "Moved away",
                1,
                new Sale("Bathroom", new ContactId("contact-1"), VALUE, OWN, null));
    }

    private static boolean isWon(Deal deal) {
        return deal instanceof Deal.Closed(_, var won) && won;
    }

    private static boolean isLost(Deal deal) {
        return deal instanceof Deal.Closed(_, var won) && !won;
    }

    @Test
    void before_it_is_qualified_a_project_has_no_deal() {
        var world = new World();
        world.tell(entered(ProjectStage.CONSULTATION_BOOKED, null));
        assertThat(world.happened).isEmpty();
        assertThat(world.project).isEmpty();
    }

    @Test
    void a_qualified_project_gets_a_deal_in_the_currency_of_the_organization() {
        var world = new World();
        world.tell(entered(ProjectStage.QUALIFIED_LEAD, null));
        assertThat(world.project).containsExactly(new ProjectDealLinked(PROJECT, OWN));
        assertThat(world.happened)
                .singleElement()
                .satisfies(
                        event ->
                                assertThat(((DealOpened) event).value())
                                        .isEqualTo(Money.zero("EUR")));
    }

    @Test
    void it_is_won_when_the_client_commits_and_lost_when_the_project_is() {
        var world = new World();
        world.tell(entered(ProjectStage.QUALIFIED_LEAD, VALUE));
        world.tell(entered(ProjectStage.SALE_CLIENT_COMMITS, VALUE));
        assertThat(isWon(world.deal(OWN))).isTrue();
        world.tell(lost());
        assertThat(isLost(world.deal(OWN))).isTrue();
    }

    @Test
    void the_deal_that_somebody_linked_is_the_one_that_is_meant() {
        var world = new World();
        world.decide(
                new OpenDeal(OTHER, DealTest.DETAILS, VALUE, DealTest.IN_LEAD, null, null, null));
        world.link(OTHER);
        world.tell(entered(ProjectStage.QUALIFIED_LEAD, VALUE));
        world.tell(entered(ProjectStage.SALE_CLIENT_COMMITS, VALUE));
        assertThat(world.deal(OWN)).isEqualTo(new Deal.Absent());
        assertThat(isWon(world.deal(OTHER))).isTrue();
    }

    @Test
    void a_deal_that_is_put_away_is_left_alone() {
        var world = new World();
        world.tell(entered(ProjectStage.QUALIFIED_LEAD, VALUE));
        world.decide(new ArchiveDeal(OWN, null));
        world.tell(entered(ProjectStage.SALE_CLIENT_COMMITS, VALUE));
        assertThat(world.deal(OWN)).isInstanceOf(Deal.Archived.class);
    }

    /** Told twice, cut short and told again, with people who open, close and reopen meanwhile. */
    @Test
    void whatever_comes_between_the_deal_ends_as_the_project_did() {
        var stages =
                List.of(
                        ProjectStage.ENGAGED_ENQUIRY,
                        ProjectStage.CONSULTATION_BOOKED,
                        ProjectStage.QUALIFIED_LEAD,
                        ProjectStage.SURVEY_COMPLETE,
                        ProjectStage.DESIGN_PRESENTED,
                        ProjectStage.SALE_CLIENT_COMMITS,
                        ProjectStage.DESIGN_SIGN_OFF);
        for (int seed = 0; seed < 3000; seed++) {
            var random = new Random(seed);
            var world = new World();
            var far = random.nextInt(stages.size() + 1);
            var gaveUp = random.nextBoolean();
            var history = new ArrayList<OnItsWay>();
            stages.subList(0, far).forEach(stage -> history.add(entered(stage, value(random))));
            if (gaveUp) {
                history.add(lost());
            }
            for (var event : history) {
                world.project.add(event);
                while (random.nextInt(3) == 0) {
                    interfere(world, random);
                }
                while (random.nextInt(3) == 0) {
                    world.tell(event, random.nextInt(3)); // and then the node dies
                }
                world.tell(event);
                if (random.nextInt(3) == 0) {
                    world.tell(event);
                }
            }
            assertThat(linked(world)).as("seed %d", seed).hasSizeLessThanOrEqualTo(1);
            var qualified = far > stages.indexOf(ProjectStage.QUALIFIED_LEAD);
            var sold = far > stages.indexOf(ProjectStage.SALE_CLIENT_COMMITS);
            assertThat(linked(world).isEmpty() && qualified).as("seed %d", seed).isFalse();
            for (var deal : linked(world)) {
                var end = world.deal(deal);
                if (gaveUp) {
                    assertThat(isLost(end)).as("seed %d: %s", seed, end).isTrue();
                } else if (sold && far == stages.indexOf(ProjectStage.SALE_CLIENT_COMMITS) + 1) {
                    assertThat(isWon(end)).as("seed %d: %s", seed, end).isTrue();
                }
                assertThat(
                                world.happened.stream()
                                        .filter(DealOpened.class::isInstance)
                                        .map(DealEvent::dealId))
                        .as("seed %d", seed)
                        .doesNotHaveDuplicates();
            }
        }
    }

    /** The whole past at once, in any order, anything of it twice or cut short. */
    @Test
    void in_whatever_order_it_is_told_the_deal_ends_as_the_project_did() {
        for (int seed = 0; seed < 3000; seed++) {
            var random = new Random(seed);
            var world = new World();
            var history = new ArrayList<OnItsWay>();
            history.add(entered(ProjectStage.QUALIFIED_LEAD, value(random)));
            var sold = random.nextBoolean();
            if (sold) {
                history.add(entered(ProjectStage.SALE_CLIENT_COMMITS, value(random)));
            }
            var gaveUp = random.nextBoolean();
            if (gaveUp) {
                history.add(lost());
            }
            world.project.addAll(history);
            var told = new ArrayList<>(history);
            told.addAll(history);
            Collections.shuffle(told, random);
            for (var event : told) {
                world.tell(event, random.nextInt(3)); // and then the node dies
                world.tell(event);
            }
            assertThat(linked(world)).as("seed %d", seed).containsExactly(OWN);
            var end = world.deal(OWN);
            assertThat(isLost(end)).as("seed %d: %s", seed, end).isEqualTo(gaveUp);
            assertThat(isWon(end)).as("seed %d: %s", seed, end).isEqualTo(sold && !gaveUp);
        }
    }

    private static @Nullable Money value(Random random) {
        return random.nextBoolean() ? Money.of(random.nextInt(3) + "000.00", "GBP") : null;
    }

    private static List<DealId> linked(World world) {
        return world.project.stream()
                .filter(ProjectDealLinked.class::isInstance)
                .map(event -> ((ProjectDealLinked) event).dealId())
                .toList();
    }

    private static void interfere(World world, Random random) {
        if (random.nextInt(4) == 0 && linked(world).isEmpty()) {
            world.decide(
                    new OpenDeal(
                            OTHER, DealTest.DETAILS, VALUE, DealTest.IN_LEAD, null, null, null));
            world.link(OTHER);
        }
        var deal = random.nextBoolean() ? OWN : OTHER;
        world.decide(
                switch (random.nextInt(4)) {
                    case 0 -> new WinDeal(deal, null, null);
                    case 1 -> new LoseDeal(deal, "Price", null);
                    case 2 -> new ReopenDeal(deal, "Again");
                    default -> new SettleDeal(deal, random.nextBoolean(), "By hand", null);
                });
    }
}
