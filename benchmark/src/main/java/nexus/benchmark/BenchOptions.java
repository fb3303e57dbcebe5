package nexus.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the bench is asked to measure.
 *
 * @param scenarios the names of what to measure; none means all, or all that is essential if it is
 *     to be quick
 * @param quick whether a rough answer within four minutes is wanted
 * @param json the file to write the results to, if any
 * @param docs the folder to write the page with the results to, if any
 */
record BenchOptions(
        List<String> scenarios, boolean quick, @Nullable Path json, @Nullable Path docs) {

    /**
     * Reads the command line.
     *
     * @throws BenchFailure if it names an option or a scenario that there is none of
     */
    static BenchOptions of(Collection<String> known, String... arguments) {
        var scenarios = new ArrayList<String>();
        var quick = false;
        Path json = null;
        Path docs = null;
        Iterator<String> words = Arrays.asList(arguments).iterator();
        while (words.hasNext()) {
            switch (words.next()) {
                case "--quick" -> quick = true;
                case "--json" -> json = Path.of(value("--json", words));
                case "--docs" -> docs = Path.of(value("--docs", words));
                case String option when option.startsWith("-") ->
                        throw new BenchFailure(
                                "Unknown option %s: there are --quick, --json FILE and --docs FOLDER."
                                        .formatted(option));
                case String scenario -> scenarios.add(oneOf(known, scenario));
            }
        }
        return new BenchOptions(List.copyOf(scenarios), quick, json, docs);
    }

    boolean wants(Scenario scenario) {
        return scenarios.isEmpty()
                ? !quick || scenario.isEssential()
                : scenarios.contains(scenario.name());
    }

    private static String oneOf(Collection<String> known, String scenario) {
        if (!known.contains(scenario)) {
            throw new BenchFailure(
                    "There is no scenario %s; there are %s."
                            .formatted(scenario, String.join(", ", known)));
        }
        return scenario;
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new BenchFailure("The option %s needs a value.".formatted(option));
        }
        return rest.next();
    }
}
