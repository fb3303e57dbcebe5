package nexus.benchmark;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Scenarios that ask something over HTTP, each beside the bare question to the server behind. */
final class Reading {

    private static final byte[] NOTHING = {};

    private Reading() {}

    /** Requests without a body, each caller's on a connection of its own. */
    private static final class Questions implements Work {

        private final List<HttpConnection> connections;
        private final List<SplittableRandom> chances;
        private final String headers;
        private final Function<SplittableRandom, String> path;

        Questions(Laboratory laboratory, int callers, Function<SplittableRandom, String> path) {
            this.connections =
                    IntStream.range(0, callers)
                            .mapToObj(_ -> new HttpConnection(laboratory.engine().url()))
                            .toList();
            this.chances = IntStream.range(0, callers).mapToObj(SplittableRandom::new).toList();
            this.headers = laboratory.organizationToRead().headers();
            this.path = path;
        }

        @Override
        public void once(int caller) {
            connections
                    .get(caller)
                    .send("GET", path.apply(chances.get(caller)), headers, NOTHING)
                    .orFail();
        }

        @Override
        public void close() {
            connections.forEach(HttpConnection::close);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Records and short lists, as people click through them. */
    record OverHttp() implements Scenario {

        @Override
        public String name() {
            return "http-read";
        }

        @Override
        public List<Result> measure(Laboratory laboratory) {
            var organization = laboratory.organizationToRead();
            var results = new ArrayList<Result>();
            for (int callers : laboratory.effort().callers()) {
                var chances = IntStream.range(0, callers).mapToObj(SplittableRandom::new).toList();
                try (var limit =
                                Sql.reading(
                                        laboratory.engine(),
                                        callers,
                                        "select * from deals where id = ?",
                                        (query, caller) ->
                                                query.setString(
                                                        1,
                                                        organization
                                                                .anyDeal(chances.get(caller))
                                                                .value()));
                        var work =
                                new Questions(
                                        laboratory,
                                        callers,
                                        chance -> path(organization, chance))) {
                    results.add(
                            laboratory.compare(
                                    name(), callers, "rows by primary key", limit, work));
                }
            }
            return results;
        }

        private static String path(Organization organization, SplittableRandom chance) {
            return chance.nextInt(4) == 0
                    ? "/api/deals?pageSize=10&sort=-value&pipelineId=" + organization.pipeline()
                    : "/api/deals/" + organization.anyDeal(chance);
        }
    }

    /** A board with its totals, now or as it was known when half of its deals were there. */
    record Board(String name, boolean past) implements Scenario {

        private static final String TOTALS =
                """
                select stage_id, count(*), sum(value) from %s
                where organization_id = ? and pipeline_id = ? %s group by stage_id""";

        @Override
        public List<Result> measure(Laboratory laboratory) {
            var organization = laboratory.organizationToRead();
            var then = organization.halfFull();
            var path =
                    "/api/pipelines/%s/board%s"
                            .formatted(organization.pipeline(), past ? "?asOf=" + then : "");
            try (var limit =
                            Sql.reading(
                                    laboratory.engine(),
                                    1,
                                    past
                                            ? TOTALS.formatted(
                                                    "deals_known",
                                                    "and valid_from <= ? and valid_to > ?")
                                            : TOTALS.formatted("deals", ""),
                                    (query, _) -> {
                                        query.setString(1, organization.id().value());
                                        query.setString(2, organization.pipeline().value());
                                        if (past) {
                                            query.setTimestamp(3, Timestamp.from(then));
                                            query.setTimestamp(4, Timestamp.from(then));
                                        }
                                    });
                    var work = new Questions(laboratory, 1, _ -> path)) {
                return List.of(
                        laboratory.compare(name, 1, "totals by stage in plain SQL", limit, work));
            }
        }
    }

    /** What people type into the search box. */
    record Search() implements Scenario {

        @Override
        public String name() {
            return "search";
        }

        @Override
        public List<Result> measure(Laboratory laboratory) {
            laboratory.organizationToRead();
            try (var limit = new RawQuery(laboratory);
                    var work =
                            new Questions(
                                    laboratory,
                                    1,
                                    chance ->
                                            "/api/search?pageSize=10&q="
                                                    + encoded(Words.sought(chance)))) {
                return List.of(
                        laboratory.compare(name(), 1, "raw Elasticsearch query", limit, work));
            }
        }

        private static final class RawQuery implements Work {

            private static final String QUESTION =
                    """
                    {"size":10,"query":{"bool":{"filter":[{"term":{"organizationId":"%s"}}],
                     "must":[{"multi_match":{"query":"%s","fields":["title^4","all"]}}]}}}""";

            private final HttpConnection connection;
            private final String organization;
            private final SplittableRandom chance = new SplittableRandom(0);

            RawQuery(Laboratory laboratory) {
                this.connection = new HttpConnection(laboratory.engine().elasticsearch());
                this.organization = laboratory.organizationToRead().id().value();
            }

            @Override
            public void once(int caller) {
                var body = QUESTION.formatted(organization, Words.sought(chance));
                connection
                        .send(
                                "POST",
                                "/nexus-records/_search",
                                "Content-Type: application/json\r\n",
                                body.getBytes(StandardCharsets.UTF_8))
                        .orFail();
            }

            @Override
            public void close() {
                connection.close();
            }
        }
    }
}
