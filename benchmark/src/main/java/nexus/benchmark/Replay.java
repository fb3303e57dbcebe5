package nexus.benchmark;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import nexus.api.Command;
import nexus.benchmark.Result.Limit;

/** All views emptied and made again from the event stream, their past included. */
record Replay() implements Scenario {

    private static final int BATCH = 200;

    @Override
    public String name() {
        return "replay-all";
    }

    @Override
    public List<Result> measure(Laboratory laboratory) {
        var engine = laboratory.engine();
        long events = topUp(laboratory);
        var limits = new ArrayList<Double>();
        var rates = new ArrayList<Double>();
        for (int i = 0; i < Math.max(1, laboratory.effort().rounds() / 3); i++) {
            limits.add(events / seconds(() -> read(engine)));
            rates.add(
                    events
                            / seconds(
                                    () -> {
                                        engine.replayViews();
                                        engine.settleViews();
                                    }));
            engine.settle();
        }
        var limit =
                new Limit(
                        "events read in their order",
                        Statistics.rounded(Statistics.median(limits)),
                        null);
        return List.of(Result.once(name(), Statistics.median(rates), limit));
    }

    /** A customer's usual mix, until there are enough events. */
    private static long topUp(Laboratory laboratory) {
        var organization = laboratory.organizationToWrite();
        var chance = new SplittableRandom(1);
        long events = count(laboratory.engine());
        for (; events < laboratory.effort().replayed(); events += BATCH) {
            var commands = new ArrayList<Command>();
            for (int i = 0; i < BATCH; i++) {
                commands.add(i % 2 == 0 ? organization.open(chance) : organization.change(chance));
            }
            organization.sendEach(commands);
        }
        laboratory.engine().settle();
        return count(laboratory.engine());
    }

    private static long count(Engine engine) {
        return engine.db().sql("select count(*) from event").query(Long.class).single();
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static void read(Engine engine) {
        try (var connection = engine.connect()) {
            connection.setAutoCommit(false); // else the driver fetches everything at once
            try (var query =
                    connection.prepareStatement(
                            """
                            select p.position, e.stream_id, e.version, e.type, e.payload, e.metadata
                            from event_position p join event e using (seq)
                            order by p.position""")) {
                query.setFetchSize(1000);
                var rows = query.executeQuery();
                while (rows.next()) {
                    rows.getString(5);
                }
            }
        } catch (SQLException e) {
            throw new BenchFailure("PostgreSQL refuses: " + e.getMessage(), e);
        }
    }
}
