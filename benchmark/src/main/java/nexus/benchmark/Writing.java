package nexus.benchmark;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import nexus.api.CommandResult.Rejected;
import nexus.api.deal.DealEvent.DealOpened;
import nexus.api.deal.DealId;
import nexus.platform.decider.Commands;
import nexus.platform.eventstore.EventMetadata;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.transaction.support.TransactionTemplate;

/** Scenarios that store something, each beside plain inserts of one row. */
final class Writing {

    /** Of a hundred commands so many change a deal that is there; the others open one. */
    private static final int CHANGES = 70;

    private Writing() {}

    private static List<SplittableRandom> chances(int callers) {
        return IntStream.range(0, callers).mapToObj(SplittableRandom::new).toList();
    }

    private static boolean isChange(SplittableRandom chance) {
        return chance.nextInt(100) < CHANGES;
    }

    private static List<Result> forAllCallers(
            Laboratory laboratory, String scenario, Workforce workforce) {
        var results = new ArrayList<Result>();
        for (int callers : laboratory.effort().callers()) {
            try (var limit = SingleRowInserts.by(laboratory.engine(), callers);
                    var work = workforce.of(callers)) {
                results.add(
                        laboratory.compare(scenario, callers, SingleRowInserts.WHAT, limit, work));
            }
        }
        return results;
    }

    private interface Workforce {
        Work of(int callers);
    }

    /** Events straight into the event store, one to a transaction, without any decision. */
    record Append() implements Scenario {

        @Override
        public String name() {
            return "append";
        }

        @Override
        public List<Result> measure(Laboratory laboratory) {
            return forAllCallers(laboratory, name(), callers -> appending(laboratory, callers));
        }

        private static Work appending(Laboratory laboratory, int callers) {
            var organization = laboratory.organizationToWrite();
            var store = laboratory.engine().bean(EventStore.class);
            var transactions = laboratory.engine().bean(TransactionTemplate.class);
            var chances = chances(callers);
            return caller -> {
                var event = opened(organization, chances.get(caller));
                transactions.executeWithoutResult(_ -> store.publish(event));
            };
        }

        private static GenericDomainEventMessage<?> opened(
                Organization organization, SplittableRandom chance) {
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

    /**
     * Commands through guards, decider and event store. Besides the highest rate, how long commands
     * take at 70 % of it, as they come in steadily.
     */
    record InProcess() implements Scenario {

        private static final double LOADED = 0.7;

        @Override
        public String name() {
            return "command";
        }

        @Override
        public List<Result> measure(Laboratory laboratory) {
            var results =
                    new ArrayList<>(
                            forAllCallers(
                                    laboratory, name(), callers -> deciding(laboratory, callers)));
            results.add(paced(laboratory, results.getLast()));
            return results;
        }

        private static Work deciding(Laboratory laboratory, int callers) {
            var organization = laboratory.organizationToWrite();
            var commands = laboratory.engine().bean(Commands.class);
            var chances = chances(callers);
            return caller -> {
                var chance = chances.get(caller);
                var command =
                        isChange(chance) ? organization.change(chance) : organization.open(chance);
                if (commands.send(command, organization.context()) instanceof Rejected rejected) {
                    throw new BenchFailure("Refused: " + rejected);
                }
            };
        }

        private static Result paced(Laboratory laboratory, Result highest) {
            int callers = highest.callers() == null ? 1 : highest.callers();
            double rate = highest.perSecond() == null ? 1 : highest.perSecond() * LOADED;
            Duration duration =
                    laboratory.effort().round().multipliedBy(laboratory.effort().rounds());
            laboratory.engine().settle();
            try (var threads = new Callers(callers)) {
                var round = threads.paced(rate, duration, deciding(laboratory, callers));
                laboratory.engine().settle();
                return new Result(
                        "command-paced",
                        callers,
                        Statistics.rounded(round.perSecond()),
                        Statistics.millis(round.latencies().getValueAtPercentile(50)),
                        Statistics.millis(round.latencies().getValueAtPercentile(99)),
                        null,
                        null,
                        null);
            }
        }
    }

    /** The same commands as requests, with a real login. */
    record OverHttp() implements Scenario {

        @Override
        public String name() {
            return "http-command";
        }

        @Override
        public List<Result> measure(Laboratory laboratory) {
            return forAllCallers(laboratory, name(), callers -> new Requests(laboratory, callers));
        }

        private static final class Requests implements Work {

            private final Organization organization;
            private final String headers;
            private final List<SplittableRandom> chances;
            private final List<HttpConnection> connections;

            Requests(Laboratory laboratory, int callers) {
                this.organization = laboratory.organizationToWrite();
                this.headers = organization.headers();
                this.chances = chances(callers);
                this.connections =
                        IntStream.range(0, callers)
                                .mapToObj(_ -> new HttpConnection(laboratory.engine().url()))
                                .toList();
            }

            @Override
            public void once(int caller) {
                var chance = chances.get(caller);
                var connection = connections.get(caller);
                if (isChange(chance)) {
                    var path = "/api/deals/" + organization.anyDeal(chance);
                    connection.send("PATCH", path, headers, body("")).orFail();
                } else {
                    var rest =
                            """
                            "name":"%s","source":"web","pipelineId":"%s","""
                                    .formatted(Words.deal(chance), organization.pipeline());
                    connection.send("POST", "/api/deals", headers, body(rest)).orFail();
                }
            }

            private byte[] body(String rest) {
                return "{%s\"value\":{\"amount\":\"%s\",\"currency\":\"GBP\"}}"
                        .formatted(rest, organization.value().amount().toPlainString())
                        .getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public void close() {
                connections.forEach(HttpConnection::close);
            }
        }
    }
}
