package nexus.benchmark;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import nexus.benchmark.Result.Limit;

/** All views emptied and made again from the event stream, their past included. */
record ReplayAll() implements Scenario {

    @Override
    public String name() {
        return "replay-all";
    }

    @Override
    public List<Result> measure(Laboratory laboratory) {
        var engine = laboratory.history(laboratory.effort().longestHistory()).engine();
        long events = engine.events();
        var limits = new ArrayList<Double>();
        var rates = new ArrayList<Double>();
        for (int i = 0; i < laboratory.effort().fewRounds(); i++) {
            limits.add(events / seconds(() -> read(engine)));
            rates.add(events / seconds(engine::replayViews));
            engine.settle();
        }
        return List.of(
                Result.of(name(), null, Figures.rate(Statistics.median(rates)))
                        .beside(
                                new Limit(
                                        "events read in their order",
                                        Figures.rate(Statistics.median(limits))),
                                Measure.PER_SECOND)
                        .with(events));
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static void read(Engine engine) {
        try (var connection = engine.database().connect()) {
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
