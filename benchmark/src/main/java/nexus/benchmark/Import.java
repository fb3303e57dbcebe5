package nexus.benchmark;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nexus.benchmark.Result.Limit;

/**
 * A file of sales opportunities, uploaded and followed until every row is a deal that can be listed
 * and searched.
 */
record Import() implements Scenario {

    private static final int ROWS = 8800;
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final String BOUNDARY = "nexus-bench-boundary";
    private static final String[] STAGES = {"Won", "Won", "Lost", "Engaging", "Prospecting"};
    private static final String[] PRODUCTS = {"GTX Basic", "GTX Pro", "MG Special", "MG Advanced"};
    private static final LocalDate FIRST_DAY = LocalDate.of(2016, 10, 1);

    private static final String MAPPING =
            """
            {"resource":"deals","pipelineId":"%s","currency":"USD",
             "columns":{"opportunity_id":"externalId","sales_agent":"ownerName",
              "product":"customFields.product","account":"companyName","deal_stage":"stage",
              "engage_date":"openedAt","close_date":"closedAt","close_value":"value"},
             "templates":{"name":"{product} for {account}"},
             "defaults":{"lostReason":"not recorded"}}""";

    @Override
    public String name() {
        return "import";
    }

    @Override
    public boolean isEssential() {
        return false;
    }

    @Override
    public List<Result> measure(Laboratory laboratory) {
        var engine = laboratory.whole().engine();
        var organization = Organization.register(engine);
        var upload = multipart(MAPPING.formatted(organization.pipeline()), csv(ROWS));
        var headers = organization.headers("multipart/form-data; boundary=" + BOUNDARY);
        double limit = inserts(laboratory, engine);
        engine.settle();
        long start = System.nanoTime();
        var job = organization.post("/api/imports", headers, upload).path("id").asString();
        engine.settleViews(); // the job itself is seen through a view
        awaitCompleted(organization, job);
        engine.settle();
        double perSecond = ROWS / ((System.nanoTime() - start) / 1e9);
        return List.of(
                Result.of(name(), null, Figures.rate(perSecond))
                        .beside(
                                new Limit(SingleRowInserts.WHAT, Figures.rate(limit)),
                                Measure.PER_SECOND)
                        .noting("from the upload until views and search have every row"));
    }

    private static double inserts(Laboratory laboratory, Engine engine) {
        try (var threads = new Callers(1);
                var inserts = SingleRowInserts.by(engine, 1)) {
            threads.untiring(laboratory.effort().round(), inserts);
            return Statistics.rounded(
                    threads.untiring(laboratory.effort().round(), inserts).perSecond());
        }
    }

    private static void awaitCompleted(Organization organization, String job) {
        var state = organization.get("/api/imports/" + job);
        while (state.path("status").asString().equals("RUNNING")) {
            Callers.pause(LOOK_EVERY);
            state = organization.get("/api/imports/" + job);
        }
        if (state.path("created").asInt() != ROWS) {
            throw new BenchFailure("The import failed: " + state);
        }
    }

    /** Opportunities as a sales team keeps them; the same for the same number of rows. */
    static String csv(int rows) {
        var random = new SplittableRandom(rows);
        return IntStream.range(0, rows)
                .mapToObj(row -> line(row, random))
                .collect(
                        Collectors.joining(
                                "\n",
                                "opportunity_id,sales_agent,product,account,deal_stage,"
                                        + "engage_date,close_date,close_value\n",
                                "\n"));
    }

    private static String line(int row, SplittableRandom random) {
        var stage = Words.any(STAGES, random);
        var engaged = FIRST_DAY.plusDays(random.nextInt(400));
        var isClosed = stage.equals("Won") || stage.equals("Lost");
        return String.join(
                ",",
                "OPP-%05d".formatted(row),
                "%s %s".formatted(Words.firstName(random), "Agent"),
                Words.any(PRODUCTS, random),
                "%s %s".formatted(Words.lastName(random), "Group"),
                stage,
                stage.equals("Prospecting") ? "" : engaged.toString(),
                isClosed ? engaged.plusDays(random.nextInt(90)).toString() : "",
                stage.equals("Won")
                        ? Integer.toString(100 + random.nextInt(5000))
                        : isClosed ? "0" : "");
    }

    private static byte[] multipart(String mapping, String csv) {
        return """
        --%1$s\r
        Content-Disposition: form-data; name="file"; filename="opportunities.csv"\r
        Content-Type: text/csv\r
        \r
        %2$s\r
        --%1$s\r
        Content-Disposition: form-data; name="mapping"\r
        Content-Type: application/json\r
        \r
        %3$s\r
        --%1$s--\r
        """
                .formatted(BOUNDARY, csv, mapping)
                .getBytes(StandardCharsets.UTF_8);
    }
}
