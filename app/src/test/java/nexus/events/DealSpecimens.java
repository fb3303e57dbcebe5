package nexus.events;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nexus.api.DomainEvent;
import nexus.api.Money;
import nexus.api.company.CompanyId;
import nexus.api.contact.ContactId;
import nexus.api.deal.DealDetails;
import nexus.api.deal.DealEvent.DealArchived;
import nexus.api.deal.DealEvent.DealDetailsChanged;
import nexus.api.deal.DealEvent.DealExpectedCloseMoved;
import nexus.api.deal.DealEvent.DealLost;
import nexus.api.deal.DealEvent.DealMovedToPipeline;
import nexus.api.deal.DealEvent.DealMovedToStage;
import nexus.api.deal.DealEvent.DealOpened;
import nexus.api.deal.DealEvent.DealOwnerAssigned;
import nexus.api.deal.DealEvent.DealProbabilityOverridden;
import nexus.api.deal.DealEvent.DealReopened;
import nexus.api.deal.DealEvent.DealRestored;
import nexus.api.deal.DealEvent.DealValueChanged;
import nexus.api.deal.DealEvent.DealWon;
import nexus.api.deal.DealId;
import nexus.api.deal.Placement;
import nexus.api.identity.UserId;
import nexus.api.pipeline.PipelineId;
import nexus.api.pipeline.StageId;

final class DealSpecimens {

    private static final String UUID = "-01990000-0000-7000-8000-00000000000";

    private static final DealId ID = new DealId("deal" + UUID + 1);
    private static final UserId OWNER = new UserId("user" + UUID + 2);
    private static final StageId LEAD = new StageId("stage" + UUID + 1);
    private static final StageId PROPOSAL = new StageId("stage" + UUID + 3);
    private static final StageId WON = new StageId("stage" + UUID + 8);
    private static final StageId LOST = new StageId("stage" + UUID + 9);

    private static final Placement PLACEMENT =
            new Placement(new PipelineId("pipeline" + UUID + 1), LEAD, 10, WON, LOST);

    private static final DealDetails DETAILS =
            new DealDetails(
                    "Bathroom for the Hartleys",
                    new ContactId("contact" + UUID + 4),
                    new CompanyId("company" + UUID + 5),
                    "Referral",
                    new TreeMap<>(Map.of("product", "GTX Pro", "rooms", 2, "urgent", true)));

    static final List<DomainEvent> ALL =
            List.of(
                    new DealOpened(
                            ID,
                            DETAILS,
                            Money.of("12500.00", "GBP"),
                            PLACEMENT,
                            OWNER,
                            LocalDate.of(2026, 9, 30),
                            "1C1I7A6R"),
                    new DealDetailsChanged(ID, DETAILS),
                    new DealValueChanged(ID, Money.of("13900.50", "GBP")),
                    new DealMovedToStage(ID, LEAD, PROPOSAL, 50),
                    new DealMovedToPipeline(ID, PLACEMENT),
                    new DealExpectedCloseMoved(
                            ID, LocalDate.of(2026, 9, 30), LocalDate.of(2026, 11, 15)),
                    new DealOwnerAssigned(ID, OWNER),
                    new DealProbabilityOverridden(ID, 65),
                    new DealWon(ID, WON, Money.of("13900.50", "GBP"), "Best design"),
                    new DealLost(ID, LOST, "Price", "Bathstore"),
                    new DealReopened(ID, PROPOSAL, 50, "They changed their minds"),
                    new DealArchived(ID, "Duplicate"),
                    new DealRestored(ID));

    private DealSpecimens() {}
}
