package nexus.app.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words of a command line: options with a value, options without, and the rest. */
record Options(Map<String, String> values, List<String> words) {

    static Options of(Set<String> withValue, Set<String> without, String... arguments) {
        var values = new HashMap<String, String>();
        var words = new ArrayList<String>();
        for (int i = 0; i < arguments.length; i++) {
            var word = arguments[i];
            if (without.contains(word)) {
                values.put(word, "");
            } else if (withValue.contains(word)) {
                if (++i == arguments.length) {
                    throw new Failure("The option %s needs a value.".formatted(word));
                }
                values.put(word, arguments[i]);
            } else if (word.startsWith("--")) {
                throw new Failure("Unknown option %s; --help lists them.".formatted(word));
            } else {
                words.add(word);
            }
        }
        return new Options(values, words);
    }

    boolean has(String option) {
        return values.containsKey(option);
    }

    /** What was given, on the command line or in the environment. */
    Optional<String> value(String option, String environment) {
        return Optional.ofNullable(values.get(option))
                .or(() -> Optional.ofNullable(System.getenv(environment)))
                .filter(value -> !value.isBlank());
    }

    /** Where the engine is. */
    String url() {
        var port = System.getenv().getOrDefault("NEXUS_PORT", "8080");
        return value("--url", "NEXUS_URL").orElse("http://127.0.0.1:" + port).replaceAll("/+$", "");
    }
}
