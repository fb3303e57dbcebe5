package nexus.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import nexus.api.deal.DealEvent.DealOpened;
import nexus.api.deal.DealId;
import nexus.platform.eventstore.EventMetadata;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;

/** Events straight into the event store, without any decision. */
record Append() implements Scenario {

    @Override
    public String name() {
        return "append";
    }

    @Override
    public List<Result> measure(Laboratory laboratory) {
        var site = laboratory.commandSide();
        var results = new ArrayList<Result>();
        for (int callers : laboratory.effort().besides()) {
            try (var limit = SingleRowInserts.by(site.engine(), callers);
                    var work = new Appends(site, callers)) {
                results.add(
                        laboratory
                                .compare(site.engine(), callers, limit, work)
                                .result(name(), callers, SingleRowInserts.WHAT));
            }
        }
        return results;
    }

    private static final class Appends implements Work {

        private final Organization organization;
        private final EventStore store;
        private final List<SplittableRandom> chances;

        Appends(Site site, int callers) {
            this.organization = site.organization();
            this.store = site.engine().bean(EventStore.class);
            this.chances = Decisions.chances(callers);
        }

        @Override
        public void once(int caller) {
            var event = opened(chances.get(caller));
            store.publish(event);
        }

        @Override
        public boolean isServed() {
            return true;
        }

        private GenericDomainEventMessage<?> opened(SplittableRandom chance) {
            var open = organization.open(chance);
            var payload =
                    new DealOpened(
                            open.dealId(),
                            open.details(),
                            open.value(),
                            open.placement(),
                            null,
                            null,
                            null);
            return new GenericDomainEventMessage<>(
                    DealId.PREFIX,
                    open.streamId(),
                    0,
                    payload,
                    Map.of(
                            EventMetadata.ORGANIZATION, organization.id().value(),
                            EventMetadata.ACTOR_KIND, "USER",
                            EventMetadata.ACTOR_ID, "bench",
                            EventMetadata.ACTOR_NAME, "Bench",
                            EventMetadata.CORRELATION, "bench"));
        }
    }
}
