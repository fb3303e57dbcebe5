package nexus.benchmark;

import java.util.ArrayList;
import java.util.List;
import nexus.app.embedded.StartFailure;

/** Measures the engine on a data folder of its own, each figure beside the limit of the machine. */
final class Bench {

    /** In this order, as one engine runs at a time and each is started once only. */
    private static final List<Scenario> SCENARIOS =
            List.of(
                    new Memory(),
                    new Append(),
                    InProcess.onCommandSide(),
                    new Lone(),
                    OverHttp.Writing.toCommandSide(),
                    InProcess.onWholeEngine(),
                    OverHttp.Writing.toWholeEngine(),
                    new OverHttp.Reading(),
                    new OverHttp.Mixed(),
                    new Visibility(),
                    new Import(),
                    Board.now(),
                    Board.asOf(),
                    new Search(),
                    new Refill(),
                    Replay.currentRows(),
                    Replay.withPast(),
                    Replay.ofAllViews(),
                    new Growth());

    private Bench() {}

    public static void main(String[] arguments) {
        try {
            var options = BenchOptions.of(names(), arguments);
            var report = run(options, options.quick() ? Effort.QUICK : Effort.FULL);
            report.print(System.out);
            if (options.json() != null) {
                report.writeTo(options.json());
            }
            if (options.docs() != null) {
                new PerformancePage(report).writeTo(options.docs());
            }
            System.exit(report.failures().isEmpty() ? 0 : 1);
        } catch (BenchFailure | StartFailure sentence) {
            System.err.println(sentence.getMessage());
            System.exit(1);
        }
    }

    static List<String> names() {
        return SCENARIOS.stream().map(Scenario::name).toList();
    }

    static Report run(BenchOptions options, Effort effort) {
        try (var laboratory = new Laboratory(effort)) {
            var results = new ArrayList<Result>();
            var failures = new ArrayList<String>();
            for (var scenario : SCENARIOS) {
                if (options.wants(scenario)) {
                    System.err.println("measuring " + scenario.name() + " ...");
                    try {
                        results.addAll(scenario.measure(laboratory));
                    } catch (BenchFailure failure) { // what the others have seen is not lost
                        failures.add(scenario.name() + ": " + failure.getMessage());
                    }
                }
            }
            return new Report(laboratory.machine(), results, failures);
        }
    }
}
