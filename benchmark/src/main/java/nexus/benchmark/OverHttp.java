package nexus.benchmark;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import nexus.benchmark.Requests.Request;

/** What clients do over HTTP, with a real login and everything that is checked on the way. */
final class OverHttp {

    private static final int READS_OF_MIXED = 80;

    private OverHttp() {}

    /** The same commands as in process, as requests. */
    record Writing(String name, String note, Function<Laboratory, Site> where, boolean isEssential)
            implements Scenario {

        static Writing toCommandSide() {
            return new Writing("http-command", InProcess.ALONE, Laboratory::commandSide, true);
        }

        static Writing toWholeEngine() {
            return new Writing("http-command-whole", InProcess.WHOLE, Laboratory::whole, false);
        }

        @Override
        public List<Result> measure(Laboratory laboratory) {
            var site = where.apply(laboratory);
            int callers = laboratory.effort().mostCallers();
            try (var limit = SingleRowInserts.by(site.engine(), callers);
                    var work =
                            Requests.to(
                                    site,
                                    callers,
                                    chance -> command(site.organization(), chance))) {
                return List.of(
                        laboratory
                                .compare(site.engine(), callers, limit, work)
                                .result(name, callers, SingleRowInserts.WHAT)
                                .noting(note));
            }
        }
    }

    /** Records and short lists, as people click through them. */
    record Reading() implements Scenario {

        @Override
        public String name() {
            return "http-read";
        }

        @Override
        public List<Result> measure(Laboratory laboratory) {
            return List.of(
                    besideNothing(laboratory, name(), OverHttp::read)
                            .noting("a deal by its id, and every fourth time a list of ten"));
        }
    }

    /** Most requests read, some write. */
    record Mixed() implements Scenario {

        @Override
        public String name() {
            return "http-mixed";
        }

        @Override
        public boolean isEssential() {
            return false;
        }

        @Override
        public List<Result> measure(Laboratory laboratory) {
            return List.of(
                    besideNothing(
                                    laboratory,
                                    name(),
                                    (organization, chance) ->
                                            chance.nextInt(100) < READS_OF_MIXED
                                                    ? read(organization, chance)
                                                    : command(organization, chance))
                            .noting("%d of 100 read, the others write".formatted(READS_OF_MIXED)));
        }
    }

    private interface Click {
        Request of(Organization organization, SplittableRandom chance);
    }

    private static Result besideNothing(Laboratory laboratory, String name, Click click) {
        var site = laboratory.whole();
        int callers = laboratory.effort().mostCallers();
        try (var limit = Requests.forNothing(site, callers);
                var work =
                        Requests.to(
                                site, callers, chance -> click.of(site.organization(), chance))) {
            return laboratory
                    .compare(site.engine(), callers, limit, work)
                    .result(name, callers, "requests for nothing (/health/live)");
        }
    }

    private static Request read(Organization organization, SplittableRandom chance) {
        return Request.get(
                chance.nextInt(4) == 0
                        ? "/api/deals?pageSize=10&sort=-value&pipelineId=" + organization.pipeline()
                        : "/api/deals/" + organization.anyDeal(chance));
    }

    private static Request command(Organization organization, SplittableRandom chance) {
        var value =
                "\"value\":{\"amount\":\"%s\",\"currency\":\"GBP\"}"
                        .formatted(organization.value().amount().toPlainString());
        return Decisions.isChange(chance)
                ? Request.of(
                        "PATCH", "/api/deals/" + organization.anyDeal(chance), "{" + value + "}")
                : Request.of(
                        "POST",
                        "/api/deals",
                        """
                        {"name":"%s","source":"web","pipelineId":"%s",%s}"""
                                .formatted(Words.deal(chance), organization.pipeline(), value));
    }
}
