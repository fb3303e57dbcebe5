package nexus.command.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A text with places for the cells of a row: {@code {product} for {account}}. Where a cell is
 * empty, its place and the words before it are left out, so that no "for" dangles.
 */
final class Template {

    private static final Pattern PLACE = Pattern.compile("([^{}]*)\\{([^{}]+)}");

    private final List<Place> places;
    private final String end;

    /** The words before a column's cell. */
    private record Place(String words, String column) {}

    private Template(List<Place> places, String end) {
        this.places = places;
        this.end = end;
    }

    /**
     * @throws IllegalArgumentException if a brace has no counterpart
     */
    static Template of(String text) {
        var places = new ArrayList<Place>();
        var matcher = PLACE.matcher(text);
        var position = 0;
        while (matcher.find() && matcher.start() == position) {
            places.add(new Place(matcher.group(1), matcher.group(2).strip()));
            position = matcher.end();
        }
        var end = text.substring(position);
        if (end.contains("{") || end.contains("}")) {
            throw new IllegalArgumentException("has a brace without its counterpart");
        }
        return new Template(List.copyOf(places), end);
    }

    List<String> columns() {
        return places.stream().map(Place::column).toList();
    }

    /** The text for a row; empty if all its places are. */
    String render(UnaryOperator<String> cell) {
        var text = new StringBuilder();
        var filled = false;
        for (int i = 0; i < places.size(); i++) {
            var value = cell.apply(places.get(i).column()).strip();
            if (!value.isEmpty()) {
                text.append(filled || i == 0 ? places.get(i).words() : "").append(value);
                filled = true;
            }
        }
        return filled || places.isEmpty() ? text.append(end).toString().strip() : "";
    }
}
