package nexus.benchmark;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import nexus.benchmark.Result.Limit;

/**
 * The search index lost and made anew from the views, every document of it, beside the same
 * documents sent to Elasticsearch as they are.
 */
record Refill() implements Scenario {

    @Override
    public String name() {
        return "replay-elasticsearch";
    }

    @Override
    public List<Result> measure(Laboratory laboratory) {
        var engine = laboratory.history(laboratory.effort().longestHistory()).engine();
        var alias = Engine.index(engine.database());
        var rates = new ArrayList<Double>();
        var limits = new ArrayList<Double>();
        long documents = 0;
        try (var index = new RawIndex(URI.create(laboratory.servers().elasticsearch()), alias)) {
            for (int i = 0; i < laboratory.effort().fewRounds(); i++) {
                documents = index.count();
                limits.add(index.documentsPerSecond());
                index.lose();
                Engine.await("the search index to be missed", engine::isSearchBehind);
                long start = System.nanoTime();
                engine.settleSearch();
                rates.add(documents / ((System.nanoTime() - start) / 1e9));
                if (index.count() != documents) {
                    throw new BenchFailure("The search index has not become what it was.");
                }
            }
        }
        return List.of(
                Result.of(name(), null, Figures.rate(Statistics.median(rates)))
                        .beside(
                                new Limit(
                                        "the same documents, raw bulk",
                                        Figures.rate(Statistics.median(limits))),
                                Measure.PER_SECOND)
                        .with(laboratory.effort().longestHistory())
                        .noting("%,d documents".formatted(documents)));
    }
}
