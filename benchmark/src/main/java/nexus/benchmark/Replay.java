package nexus.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import nexus.benchmark.Result.Limit;
import nexus.platform.projection.ReplayTrial;

/**
 * Views made anew from all events, beside those in use, until they could be used: with their
 * indexes.
 *
 * @param views their names; none for all
 * @param past with what was known and in effect at any time, or the rows as they are only
 */
record Replay(String name, List<String> views, boolean past) implements Scenario {

    private static final String DEALS = "deals";

    static Replay currentRows() {
        return new Replay("replay-postgres", List.of(DEALS), false);
    }

    static Replay withPast() {
        return new Replay("replay-postgres-past", List.of(DEALS), true);
    }

    static Replay ofAllViews() {
        return new Replay("replay-all", List.of(), true);
    }

    @Override
    public List<Result> measure(Laboratory laboratory) {
        var engine = laboratory.history(laboratory.effort().longestHistory()).engine();
        var trial = engine.bean(ReplayTrial.class);
        var floor = new Floor(engine.database());
        var rates = new ArrayList<Double>();
        var reads = new ArrayList<Double>();
        var copies = new ArrayList<Double>();
        var events = new AtomicLong();
        Comparison.warm(
                laboratory.effort(),
                () -> {
                    var measured = trial.run(views, past);
                    events.set(measured.events());
                    return measured.perSecond();
                });
        for (int i = 0; i < laboratory.effort().fewRounds(); i++) {
            reads.add(
                    events.get()
                            / floor.secondsToRead(isOfDeals() ? "stream_type = 'deal'" : "true"));
            if (isOfDeals()) {
                copies.add(events.get() / floor.secondsToCopy(tables()));
            }
            rates.add(trial.run(views, past).perSecond());
        }
        var replayed =
                Result.of(name, null, Figures.rate(Statistics.median(rates))).with(events.get());
        var results = new ArrayList<Result>();
        results.add(beside(replayed, "the same events read, no more", reads));
        if (isOfDeals()) {
            results.add(beside(replayed, "the rows they come to by COPY, no index", copies));
        }
        return results;
    }

    private boolean isOfDeals() {
        return views.equals(List.of(DEALS));
    }

    private List<String> tables() {
        return past ? List.of(DEALS, DEALS + "_known", DEALS + "_effective") : List.of(DEALS);
    }

    private static Result beside(Result result, String what, List<Double> rates) {
        return result.beside(
                new Limit(what, Figures.rate(Statistics.median(rates))), Measure.PER_SECOND);
    }
}
