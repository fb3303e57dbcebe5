package nexus.platform.query;

import java.util.List;
import java.util.Map;
import java.util.Set;
import nexus.platform.web.InvalidRequest;
import nexus.platform.web.Text;
import org.jspecify.annotations.Nullable;

/** What a client asks of a list: page or cursor, order, and filters by name. */
public record ListRequest(Map<String, List<String>> parameters) {

    private static final int MAX_PAGE_SIZE = 200;
    private static final Set<String> NOT_FILTERS =
            Set.of("page", "pageSize", "cursor", "sort", "asOf", "effectiveAt");

    public ListRequest {
        parameters.forEach(
                (name, values) -> {
                    if (!values.stream().allMatch(Text::isClean)) {
                        throw new InvalidRequest(
                                name, "malformed", "must not contain control characters");
                    }
                });
    }

    int page() {
        return number("page", 1, 1, 1_000_000);
    }

    int pageSize() {
        return number("pageSize", 10, 1, MAX_PAGE_SIZE);
    }

    /** The first value of a parameter, if there is one. */
    public @Nullable String first(String name) {
        var values = parameters.get(name);
        return values == null || values.isEmpty() ? null : values.getFirst();
    }

    Iterable<Map.Entry<String, List<String>>> filters() {
        return parameters.entrySet().stream()
                .filter(entry -> !NOT_FILTERS.contains(entry.getKey()))
                .toList();
    }

    /** A whole number within bounds, or the default if it is not given. */
    public int number(String name, int otherwise, int least, int most) {
        var text = first(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("\\d{1,9}")
                || Integer.parseInt(text) < least
                || Integer.parseInt(text) > most) {
            throw new InvalidRequest(
                    name, "out-of-range", "must be a whole number from " + least + " to " + most);
        }
        return Integer.parseInt(text);
    }
}
