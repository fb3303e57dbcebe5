package nexus.benchmark;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import nexus.benchmark.Result.Limit;

/**
 * The search index made anew from the views, beside the one in use, until it could be used: with
 * all documents to be found in it. Beside it, the same documents sent to Elasticsearch as they are.
 */
record Refill() implements Scenario {

    @Override
    public String name() {
        return "replay-elasticsearch";
    }

    @Override
    public List<Result> measure(Laboratory laboratory) {
        var effort = laboratory.effort();
        var engine = laboratory.history(effort.longestHistory()).engine();
        var replay = new IndexReplay(engine);
        var rates = new ArrayList<Double>();
        var limits = new ArrayList<Double>();
        var alias = Engine.index(engine.database());
        try (var index = new RawIndex(URI.create(laboratory.servers().elasticsearch()), alias)) {
            var documents = index.count();
            Comparison.warm(effort, () -> replay.run(documents));
            for (int i = 0; i < effort.fewRounds(); i++) {
                limits.add(index.documentsPerSecond());
                rates.add(replay.run(documents));
            }
            return List.of(
                    Result.of(name(), null, Figures.rate(Statistics.median(rates)))
                            .beside(
                                    new Limit(
                                            "the same documents, raw bulk",
                                            Figures.rate(Statistics.median(limits))),
                                    Measure.PER_SECOND)
                            .with(effort.longestHistory())
                            .noting("%,d documents".formatted(documents)));
        }
    }
}
