package nexus.command.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with places for what is another for each recipient: {@code Dear {{firstName|friend}}},
 * where what follows the bar stands in for a value that is not there.
 */
record MergeText(List<Part> parts) {

    private static final Pattern PLACE = Pattern.compile("\\{\\{([^{}]*)}}");

    private sealed interface Part {
        record Words(String text) implements Part {}

        record Place(MergeField field, String otherwise) implements Part {}
    }

    /** There is no such merge field. */
    static final class Unknown extends RuntimeException {
        private final String name;

        Unknown(String name) {
            super(name, null, false, false);
            this.name = name;
        }

        String name() {
            return name;
        }
    }

    /**
     * Reads a text.
     *
     * @throws Unknown if it names a merge field that there is not, or leaves one open
     */
    static MergeText of(String text) {
        var parts = new ArrayList<Part>();
        var matcher = PLACE.matcher(text);
        var end = 0;
        while (matcher.find()) {
            parts.add(words(text.substring(end, matcher.start())));
            parts.add(place(matcher.group(1)));
            end = matcher.end();
        }
        parts.add(words(text.substring(end)));
        return new MergeText(List.copyOf(parts));
    }

    private static Part words(String text) {
        var open = text.indexOf("{{");
        if (open >= 0) { // sent as it is, thousands would read a slip of the pen
            throw new Unknown(text.substring(open + 2, Math.min(text.length(), open + 32)).strip());
        }
        return new Part.Words(text);
    }

    private static Part place(String inside) {
        var bar = inside.indexOf('|');
        var name = (bar < 0 ? inside : inside.substring(0, bar)).strip();
        return new Part.Place(
                MergeField.of(name).orElseThrow(() -> new Unknown(name)),
                bar < 0 ? "" : inside.substring(bar + 1).strip());
    }

    boolean has(MergeField wanted) {
        return parts.stream()
                .anyMatch(part -> part instanceof Part.Place(var field, _) && field == wanted);
    }

    /**
     * The text for one recipient.
     *
     * @param escape makes of a value what may stand in such a text
     */
    String render(Function<MergeField, @Nullable String> values, UnaryOperator<String> escape) {
        var text = new StringBuilder();
        for (var part : parts) {
            switch (part) {
                case Part.Words(var words) -> text.append(words);
                case Part.Place(var field, var otherwise) -> {
                    var value = values.apply(field);
                    text.append(escape.apply(value == null || value.isBlank() ? otherwise : value));
                }
            }
        }
        return text.toString();
    }
}
