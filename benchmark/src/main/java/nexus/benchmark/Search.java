package nexus.benchmark;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import nexus.benchmark.Requests.Request;

/**
 * What people type into the search box, among the records of the longest history, beside the very
 * questions that the engine asks Elasticsearch for it.
 */
record Search() implements Scenario {

    static final String LIMIT = "the same queries straight to Elasticsearch";

    private static final String JSON = "Content-Type: application/json\r\n";

    /** The least there is to ask: neither counted by kind nor highlighted. */
    private static final String BARE =
            """
            {"size":10,"query":{"bool":{"filter":[{"term":{"organizationId":"%s"}}],
             "must":[{"multi_match":{"query":"%s","fields":["title^4","all"]}}]}}}""";

    @Override
    public String name() {
        return "search";
    }

    @Override
    public List<Result> measure(Laboratory laboratory) {
        long events = laboratory.effort().longestHistory();
        var site = laboratory.history(events);
        var records = "%,d records".formatted(documents(laboratory, site));
        var results = new ArrayList<Result>();
        results.add(
                measure(laboratory, laboratory.effort(), site)
                        .result(name(), 1, LIMIT, Measure.P95)
                        .with(events)
                        .noting(records));
        if (laboratory.effort().thorough()) {
            results.add(
                    besideBare(laboratory, laboratory.effort(), site)
                            .result(name() + "-bare", 1, "a bare multi_match", Measure.P95)
                            .with(events)
                            .noting(records + "; the limit has neither facets nor highlights"));
        }
        return results;
    }

    Comparison measure(Laboratory laboratory, Effort effort, Site site) {
        var sought = new SplittableRandom(0);
        var questions =
                Questions.asked(
                        laboratory.servers(),
                        site,
                        () -> searchFor(Words.sought(sought)),
                        laboratory.effort().questions());
        try (var limit = toElasticsearch(laboratory, chance -> Words.any(questions, chance));
                var work = searches(site)) {
            return Comparison.of(effort, 1, site.engine()::settle, limit, work);
        }
    }

    private Comparison besideBare(Laboratory laboratory, Effort effort, Site site) {
        var path = "/" + Engine.index(site.engine().database()) + "/_search";
        var organization = site.organization().id().value();
        try (var limit =
                        toElasticsearch(
                                laboratory,
                                chance ->
                                        Request.of(
                                                "POST",
                                                path,
                                                BARE.formatted(
                                                        organization, Words.sought(chance))));
                var work = searches(site)) {
            return Comparison.of(effort, 1, site.engine()::settle, limit, work);
        }
    }

    private static Work searches(Site site) {
        return Requests.to(site, 1, chance -> searchFor(Words.sought(chance)));
    }

    private static Request searchFor(String text) {
        return Request.get("/api/search?pageSize=10&q=" + Requests.encoded(text));
    }

    private static Work toElasticsearch(
            Laboratory laboratory, Function<SplittableRandom, Request> next) {
        return new Requests(URI.create(laboratory.servers().elasticsearch()), 1, JSON, next);
    }

    private static long documents(Laboratory laboratory, Site site) {
        try (var index =
                new RawIndex(
                        URI.create(laboratory.servers().elasticsearch()),
                        Engine.index(site.engine().database()))) {
            return index.count();
        }
    }
}
