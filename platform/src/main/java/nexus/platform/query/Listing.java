package nexus.platform.query;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nexus.platform.projection.Columns;
import nexus.platform.query.Moment.AsOf;
import nexus.platform.query.Page.Pagination;
import nexus.platform.web.InvalidRequest;
import org.jspecify.annotations.Nullable;

/**
 * A list that clients filter, sort and page through: what it selects, and by what.
 *
 * <p>A walk with a cursor meets every row once, whatever is written meanwhile: without an order of
 * its own it goes by id, which never changes; with one it reads the list as it was known when the
 * walk began.
 *
 * <p>A list with a filter {@code archived} hides what is archived unless it is asked for.
 *
 * @param from SQL after {@code from}, over views in braces; the main one has the alias {@code r}
 * @param naming left joins that only add names to rows: nothing is joined to count rows or to find
 *     those of a page, unless a filter or the order asks for a name
 */
public record Listing<T extends Record>(
        Class<T> rows,
        String select,
        String from,
        String naming,
        Map<String, Filter> filters,
        Map<String, String> sorts,
        String defaultSort) {

    /** What a filter compares: an SQL expression of a type. */
    public record Filter(String expression, Type type) {}

    /** How the value of a filter is read and compared. */
    public enum Type {
        /** Equals any of the values given. */
        TEXT,
        /** Equals, or {@code .gt .gte .lt .lte}. */
        NUMBER,
        INSTANT,
        DATE,
        BOOLEAN,
        /** A JSON list that has any of the values given. */
        TAGS,
        /** Contains the text, whatever its case. */
        CONTAINS;

        boolean isOrdered() {
            return this == NUMBER || this == INSTANT || this == DATE;
        }

        Object parse(String field, String text) {
            try {
                return switch (this) {
                    case NUMBER -> number(text);
                    case INSTANT -> Timestamp.from(Instant.parse(text));
                    case DATE -> LocalDate.parse(text);
                    case BOOLEAN -> bool(text);
                    case TEXT, TAGS, CONTAINS -> text;
                };
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new InvalidRequest(field, "malformed", "must be " + what());
            }
        }

        private static BigDecimal number(String text) {
            if (!text.matches("-?\\d{1,15}(\\.\\d{1,6})?")) {
                throw new IllegalArgumentException(text);
            }
            return new BigDecimal(text);
        }

        private static boolean bool(String text) {
            return switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException(text);
            };
        }

        private String what() {
            return switch (this) {
                case NUMBER -> "a number";
                case INSTANT -> "an instant like 2026-01-31T12:00:00Z";
                case DATE -> "a date like 2026-01-31";
                case BOOLEAN -> "true or false";
                case TEXT, TAGS, CONTAINS -> "text";
            };
        }
    }

    /** Some other alias than that of the main view. */
    private static final Pattern NAMED = Pattern.compile("\\b[a-qs-z]\\.");

    private record Order(String sql, boolean byId) {}

    private record Walk(@Nullable Instant at, @Nullable String afterId, int offset) {}

    /** Answers one request. */
    public Page<T> page(ReadModel model, Moment moment, ListRequest request) {
        var conditions = new ArrayList<String>();
        var values = new LinkedHashMap<String, Object>();
        conditions.add(
                filters.containsKey("archived") && request.first("archived") == null
                        ? "not r.archived"
                        : "true");
        request.filters().forEach(filter -> condition(filter, conditions, values));
        var cursor = request.first("cursor");
        var order = order(request.first("sort"), cursor != null);
        var where = " where " + String.join(" and ", conditions);
        return cursor == null
                ? numbered(model, moment, request, where, values, order)
                : walked(model, moment, request, where, values, order, walk(cursor));
    }

    private Page<T> numbered(
            ReadModel model,
            Moment moment,
            ListRequest request,
            String where,
            Map<String, Object> values,
            Order order) {
        var size = request.pageSize();
        var page = request.page();
        var total = total(model, moment, where, values);
        values.put("limit", size);
        values.put("offset", (page - 1L) * size);
        var data = rows(model, moment, where, order, " limit :limit offset :offset", values);
        return new Page<>(data, new Pagination(page, size, total, (total + size - 1) / size), null);
    }

    private Page<T> walked(
            ReadModel model,
            Moment moment,
            ListRequest request,
            String where,
            Map<String, Object> values,
            Order order,
            Walk walk) {
        var size = request.pageSize();
        var at = walk.at() == null ? model.now() : walk.at();
        var frozen =
                order.byId() || !(moment instanceof Moment.Now(var reader))
                        ? moment
                        : new AsOf(reader, at);
        var total = total(model, frozen, where, values);
        values.put("after", walk.afterId() == null ? "" : walk.afterId());
        values.put("offset", walk.offset());
        values.put("limit", size + 1);
        var data =
                order.byId()
                        ? rows(
                                model,
                                frozen,
                                where + " and r.id > :after",
                                order,
                                " limit :limit",
                                values)
                        : rows(model, frozen, where, order, " limit :limit offset :offset", values);
        var shown = data.subList(0, Math.min(size, data.size()));
        var next =
                data.size() <= size
                        ? null
                        : order.byId()
                                ? cursor("i:" + idOf(shown.getLast()))
                                : cursor(at, walk.offset() + size);
        return new Page<>(
                List.copyOf(shown),
                new Pagination(null, size, total, (total + size - 1) / size),
                next);
    }

    private String idOf(T row) {
        try {
            var id = rows.getDeclaredMethod("id");
            id.setAccessible(true); // the records of answers are private to their packages
            return String.valueOf(id.invoke(row));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(rows + " has no id", e);
        }
    }

    private long total(ReadModel model, Moment moment, String where, Map<String, Object> values) {
        return model.count(
                moment, "select count(*) from " + from + joinedFor(where) + where, values);
    }

    private List<T> rows(
            ReadModel model,
            Moment moment,
            String where,
            Order order,
            String bounds,
            Map<String, Object> values) {
        var shown =
                "select r.* from " + from + joinedFor(where + order.sql()) + where + order.sql();
        return model.sql(
                        moment,
                        "select "
                                + select
                                + " from ("
                                + shown
                                + bounds
                                + ") r "
                                + naming
                                + order.sql())
                .params(values)
                .query(Columns.of(rows).reader())
                .list();
    }

    private String joinedFor(String clauses) {
        return NAMED.matcher(clauses).find() ? " " + naming : "";
    }

    private Order order(@Nullable String sort, boolean walking) {
        if (sort == null && walking) {
            return new Order(" order by r.id", true);
        }
        var parts = new ArrayList<String>();
        for (var name : (sort == null ? defaultSort : sort).split(",", -1)) {
            var descending = name.startsWith("-");
            var expression = sorts.get(descending ? name.substring(1) : name);
            if (expression == null) {
                throw new InvalidRequest(
                        "sort",
                        "unknown",
                        "must be among "
                                + sorts.keySet().stream().sorted().collect(Collectors.joining(", "))
                                + ", each with or without a leading -");
            }
            parts.add(expression + (descending ? " desc" : "") + nulls(expression));
        }
        return new Order(" order by " + String.join(", ", parts) + ", r.id", false);
    }

    /** Where nothing can be null this must not be said, or no index serves the order. */
    private String nulls(String expression) {
        return expression.startsWith("r.")
                        && Columns.of(rows).isFilled(expression.substring("r.".length()))
                ? ""
                : " nulls last";
    }

    private void condition(
            Map.Entry<String, List<String>> given,
            List<String> conditions,
            Map<String, Object> values) {
        var name = given.getKey();
        var dot = name.lastIndexOf('.');
        var operator = dot < 0 ? "" : name.substring(dot + 1);
        var comparison =
                switch (operator) {
                    case "gte" -> ">=";
                    case "gt" -> ">";
                    case "lte" -> "<=";
                    case "lt" -> "<";
                    default -> "=";
                };
        var base = comparison.equals("=") ? name : name.substring(0, dot);
        var parameter = "f" + values.size();
        if (base.startsWith("customFields.") && filters.containsKey("customFields")) {
            values.put(parameter + "k", base.substring("customFields.".length()));
            values.put(parameter, given.getValue().toArray(String[]::new));
            conditions.add("r.custom_fields ->> :" + parameter + "k = any(:" + parameter + ")");
            return;
        }
        var filter = filters.get(base);
        if (filter == null || (!comparison.equals("=") && !filter.type().isOrdered())) {
            throw new InvalidRequest(name, "unknown", "is not a filter of this list");
        }
        var sql = filter.expression();
        switch (filter.type()) {
            case TEXT -> {
                values.put(parameter, given.getValue().toArray(String[]::new));
                conditions.add(sql + " = any(:" + parameter + ")");
            }
            case TAGS -> {
                values.put(parameter, given.getValue().toArray(String[]::new));
                conditions.add("jsonb_exists_any(" + sql + ", :" + parameter + ")");
            }
            case CONTAINS -> {
                values.put(parameter, given.getValue().getFirst());
                conditions.add("position(lower(:" + parameter + ") in lower(" + sql + ")) > 0");
            }
            case NUMBER, INSTANT, DATE, BOOLEAN -> {
                values.put(parameter, filter.type().parse(name, given.getValue().getFirst()));
                conditions.add(sql + " " + comparison + " :" + parameter);
            }
        }
    }

    /** A cursor into a list with an order of its own, as it was known at an instant. */
    public static String cursor(Instant at, int offset) {
        return cursor("s:" + at + ":" + offset);
    }

    private static Walk walk(String cursor) {
        if (cursor.isEmpty()) {
            return new Walk(null, null, 0);
        }
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (text.startsWith("i:")) {
                return new Walk(null, text.substring(2), 0);
            }
            var end = text.lastIndexOf(':');
            return new Walk(
                    Instant.parse(text.substring(2, end)),
                    null,
                    Integer.parseInt(text.substring(end + 1)));
        } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
            throw new InvalidRequest("cursor", "malformed", "must be one that a list has answered");
        }
    }

    private static String cursor(String content) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(content.getBytes(StandardCharsets.UTF_8));
    }
}
