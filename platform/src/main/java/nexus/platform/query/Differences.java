package nexus.platform.query;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nexus.platform.query.History.Change;
import nexus.platform.query.History.Operation;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where two rows of a view differ, told to people and to machines. */
record Differences(List<Difference> all) {

    /** One place; null where there is nothing at all, not even a JSON null. */
    record Difference(List<String> path, @Nullable JsonNode from, @Nullable JsonNode to) {}

    /** The differences of two rows; null is the row of a record that is not there. */
    static Differences between(JsonMapper json, @Nullable Record from, @Nullable Record to) {
        var all = new ArrayList<Difference>();
        var shape = to == null ? from : to;
        if (shape != null) {
            compareFields(
                    shape.getClass(),
                    from == null ? null : json.valueToTree(from),
                    to == null ? null : json.valueToTree(to),
                    all);
        }
        return new Differences(all);
    }

    private static void compareFields(
            Class<?> shape, @Nullable JsonNode from, @Nullable JsonNode to, List<Difference> all) {
        for (var component : shape.getRecordComponents()) {
            var name = component.getName();
            var left = from == null ? null : from.get(name);
            var right = to == null ? null : to.get(name);
            if (Portion.class.isAssignableFrom(component.getType())) {
                compareFields(component.getType(), left, right, all);
            } else if (left != null && right != null && Map.class == component.getType()) {
                compareEntries(name, left, right, all);
            } else {
                compare(List.of(name), left, right, all);
            }
        }
    }

    private static void compareEntries(
            String name, JsonNode from, JsonNode to, List<Difference> all) {
        var keys = new LinkedHashSet<>(from.propertyNames());
        keys.addAll(to.propertyNames());
        keys.forEach(key -> compare(List.of(name, key), from.get(key), to.get(key), all));
    }

    private static void compare(
            List<String> path,
            @Nullable JsonNode from,
            @Nullable JsonNode to,
            List<Difference> all) {
        var same = from == null ? to == null : from.equals(to);
        if (!same) {
            all.add(new Difference(path, from, to));
        }
    }

    /** For people, to whom an empty field is one that is not there. */
    List<Change> changes() {
        return all.stream()
                .filter(difference -> !difference.path().equals(List.of("id")))
                .filter(difference -> !(isNothing(difference.from()) && isNothing(difference.to())))
                .map(
                        difference ->
                                new Change(
                                        String.join(".", difference.path()),
                                        difference.from(),
                                        difference.to()))
                .toList();
    }

    private static boolean isNothing(@Nullable JsonNode value) {
        return value == null || value.isNull() || (value.isContainer() && value.isEmpty());
    }

    /** For machines: applied to the one document they make the other. */
    List<Operation> operations() {
        return all.stream().map(Differences::operation).toList();
    }

    private static Operation operation(Difference difference) {
        var path =
                difference.path().stream()
                        .map(name -> "/" + name.replace("~", "~0").replace("/", "~1"))
                        .collect(Collectors.joining());
        if (difference.to() == null) {
            return new Operation("remove", path, null);
        }
        return new Operation(difference.from() == null ? "add" : "replace", path, difference.to());
    }
}
