package nexus.command.transfer;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nexus.api.CustomFields;
import nexus.api.transfer.ImportMapping;
import nexus.platform.web.InvalidRequest;
import org.jspecify.annotations.Nullable;

/** How to read a row: a mapping that fits the header of its file. */
final class RowPlan {

    private final Target resource;
    private final Map<String, Integer> positions = new HashMap<>();
    private final Map<String, String> columnOf = new LinkedHashMap<>();
    private final Map<String, Template> templates = new LinkedHashMap<>();
    private final Map<String, String> defaults;
    private final int width;

    private RowPlan(Target resource, ImportMapping mapping, List<String> header) {
        this.resource = resource;
        this.defaults = mapping.defaults();
        this.width = header.size();
        for (int i = 0; i < header.size(); i++) {
            positions.putIfAbsent(header.get(i), i);
        }
    }

    /** The columns that a mapping speaks of. */
    static Set<String> columnsOf(ImportMapping mapping) {
        var columns = new LinkedHashSet<>(mapping.columns().keySet());
        mapping.templates()
                .forEach((target, text) -> columns.addAll(parsed(target, text).columns()));
        return columns;
    }

    /**
     * @throws InvalidRequest naming the field of the mapping that does not fit
     */
    static RowPlan of(ImportMapping mapping, List<String> header) {
        var resource =
                Target.of(mapping.resource())
                        .orElseThrow(
                                () ->
                                        wrong(
                                                "resource",
                                                "unknown",
                                                "must be one of " + Target.all()));
        var plan = new RowPlan(resource, mapping, header);
        mapping.columns().forEach((column, target) -> plan.map(column, target, header));
        mapping.templates().forEach((target, text) -> plan.compose(target, text, header));
        mapping.defaults().keySet().forEach(target -> plan.check("defaults." + target, target));
        plan.checkWhole();
        return plan;
    }

    private void map(String column, String target, List<String> header) {
        var field = "columns." + column;
        checkColumn(field, column, header);
        check(field, target);
        if (columnOf.put(target, column) != null) {
            throw wrong(field, "ambiguous", "another column is the " + target + " already");
        }
    }

    private void compose(String target, String text, List<String> header) {
        var field = "templates." + target;
        check(field, target);
        var template = parsed(target, text);
        template.columns().forEach(column -> checkColumn(field, column, header));
        if (columnOf.containsKey(target)) {
            throw wrong(field, "ambiguous", "a column is the " + target + " already");
        }
        templates.put(target, template);
    }

    private static Template parsed(String target, String text) {
        try {
            return Template.of(text);
        } catch (IllegalArgumentException e) {
            throw wrong("templates." + target, "malformed", String.valueOf(e.getMessage()));
        }
    }

    private void check(String field, String target) {
        if (!resource.has(target)) {
            throw wrong(
                    field,
                    "unknown-target",
                    "%s have no %s; there are %s".formatted(resource, target, resource.list()));
        }
    }

    private static void checkColumn(String field, String column, List<String> header) {
        var found = header.stream().filter(column::equals).count();
        if (found == 0) {
            throw wrong(
                    field,
                    "unknown-column",
                    "the file has no column %s; it has %s"
                            .formatted(column, String.join(", ", header)));
        }
        if (found > 1) {
            throw wrong(field, "ambiguous", "the file has several columns named " + column);
        }
    }

    private void checkWhole() {
        if (!has(resource.required())) {
            throw wrong(
                    "columns",
                    "missing",
                    "no column, template or default is the " + resource.required());
        }
        if (customFields().size() > CustomFields.MOST) {
            throw wrong("columns", "too-many", "has more than 50 custom fields");
        }
    }

    private static InvalidRequest wrong(String field, String code, String message) {
        return new InvalidRequest("mapping." + field, code, message);
    }

    Target resource() {
        return resource;
    }

    /** Whether anything says what this is. */
    boolean has(String target) {
        return columnOf.containsKey(target)
                || templates.containsKey(target)
                || defaults.containsKey(target);
    }

    Set<String> customFields() {
        var keys = new LinkedHashSet<String>();
        for (var targets : List.of(columnOf, templates, defaults)) {
            targets.keySet().forEach(target -> Target.customField(target).ifPresent(keys::add));
        }
        return keys;
    }

    /** What to call the place that something is wrong at. */
    String columnOf(String target) {
        return columnOf.getOrDefault(target, target);
    }

    /** What a row says of a target, without spaces around it; empty if nothing. */
    String value(CsvFile.Row row, String target) {
        var column = columnOf.get(target);
        var template = templates.get(target);
        var value = "";
        if (column != null) {
            value = cell(row, column).strip();
        } else if (template != null) {
            value = template.render(name -> cell(row, name));
        }
        return value.isEmpty() ? defaults.getOrDefault(target, "").strip() : value;
    }

    private String cell(CsvFile.Row row, String column) {
        @Nullable Integer position = positions.get(column);
        return position != null && position < row.cells().size() ? row.cells().get(position) : "";
    }

    /** Whether a row has something in cells that the header knows nothing of. */
    boolean isTooWide(CsvFile.Row row) {
        return row.cells().stream().skip(width).anyMatch(cell -> !cell.isBlank());
    }
}
