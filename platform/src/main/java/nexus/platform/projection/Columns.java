package nexus.platform.projection;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.api.Id;
import nexus.api.Money;
import nexus.platform.serialization.ValuesModule;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * The columns of a record: one for each component, two for money, JSON for what is structured.
 *
 * <p>Also reads any query whose columns are named like the record's: {@code
 * Columns.of(Answer.class) .reader()}.
 */
public final class Columns<R extends Record> {

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new ValuesModule()).build();

    private static final byte[] EMPTY_OBJECT = {'{', '}'};
    private static final byte[] EMPTY_LIST = {'[', ']'};

    private static final ClassValue<Columns<?>> CACHE =
            new ClassValue<>() {
                @Override
                @SuppressWarnings({"unchecked", "rawtypes"}) // callers ask with a class of records
                protected Columns<?> computeValue(Class<?> type) {
                    return new Columns(type);
                }
            };

    private final List<Part> parts;
    private final List<String> names;
    private final MethodHandle constructor;

    /** How the values of a component are kept. */
    private enum Kind {
        TEXT("text"),
        ID("text"),
        CONSTANT("text"),
        INTEGER("integer"),
        BIGINT("bigint"),
        BOOLEAN("boolean"),
        NUMBER("numeric"),
        MONEY("numeric"),
        INSTANT("timestamptz"),
        DATE("date"),
        JSON("jsonb");

        private final String sqlType;

        Kind(String sqlType) {
            this.sqlType = sqlType;
        }

        static Kind of(Class<?> type) {
            if (type == String.class) {
                return TEXT;
            }
            if (type.isEnum()) {
                return CONSTANT;
            }
            if (Id.class.isAssignableFrom(type)) {
                return ID;
            }
            if (type == int.class || type == Integer.class) {
                return INTEGER;
            }
            if (type == long.class || type == Long.class) {
                return BIGINT;
            }
            if (type == boolean.class || type == Boolean.class) {
                return BOOLEAN;
            }
            if (type == BigDecimal.class) {
                return NUMBER;
            }
            if (type == Money.class) {
                return MONEY;
            }
            if (type == Instant.class) {
                return INSTANT;
            }
            return type == LocalDate.class ? DATE : JSON;
        }
    }

    /** One component of the record. */
    private record Part(
            String column,
            Class<?> type,
            Kind kind,
            JavaType json,
            boolean optional,
            MethodHandle accessor) {

        String sqlType() {
            return kind.sqlType;
        }
    }

    private Columns(Class<R> type) {
        try {
            var lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            var components = type.getRecordComponents();
            this.parts = new ArrayList<>();
            for (RecordComponent component : components) {
                parts.add(
                        new Part(
                                snake(component.getName()),
                                component.getType(),
                                Kind.of(component.getType()),
                                JSON.getTypeFactory().constructType(component.getGenericType()),
                                component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                                lookup.unreflect(component.getAccessor())
                                        .asType(
                                                MethodType.methodType(
                                                        Object.class, Object.class))));
            }
            this.names =
                    parts.stream()
                            .flatMap(
                                    part ->
                                            part.kind == Kind.MONEY
                                                    ? Stream.of(
                                                            part.column, part.column + "_currency")
                                                    : Stream.of(part.column))
                            .toList();
            this.constructor =
                    lookup.findConstructor(
                                    type,
                                    MethodType.methodType(
                                            void.class,
                                            Arrays.stream(components)
                                                    .map(RecordComponent::getType)
                                                    .toArray(Class<?>[]::new)))
                            .asSpreader(Object[].class, components.length);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " cannot be a row", e);
        }
    }

    @SuppressWarnings("unchecked") // the cache holds under each class the columns of that class
    public static <R extends Record> Columns<R> of(Class<R> type) {
        return (Columns<R>) CACHE.get(type);
    }

    /** The names of the columns, in order. */
    List<String> names() {
        return names;
    }

    /** The SQL types of the {@link #names}. */
    List<String> sqlTypes() {
        return parts.stream()
                .flatMap(
                        part ->
                                part.type == Money.class
                                        ? List.of("numeric", "text").stream()
                                        : List.of(part.sqlType()).stream())
                .toList();
    }

    /** As it stands in {@code create table}. */
    String definitions() {
        var names = names();
        var types = sqlTypes();
        return java.util.stream.IntStream.range(0, names.size())
                .mapToObj(i -> names.get(i) + " " + types.get(i))
                .collect(Collectors.joining(", "));
    }

    /** Whether a column of that name has a value in every row. */
    public boolean isFilled(String column) {
        return parts.stream().anyMatch(part -> part.column.equals(column) && !part.optional);
    }

    /** How many columns there are. */
    int count() {
        return names.size();
    }

    /**
     * Adds the values of a row in the textual form that PostgreSQL reads, for the {@link #names}.
     */
    void texts(R row, List<@Nullable String> texts) {
        for (var part : parts) {
            var value = valueOf(part, row);
            if (part.kind == Kind.MONEY) {
                var money = (Money) value;
                texts.add(money == null ? null : money.amount().toPlainString());
                texts.add(money == null ? null : money.currency());
            } else {
                texts.add(value == null ? null : text(part, value));
            }
        }
    }

    private static String text(Part part, Object value) {
        return switch (part.kind) {
            case ID -> ((Id) value).value();
            case NUMBER -> ((BigDecimal) value).toPlainString();
            case INSTANT -> ((Instant) value).truncatedTo(ChronoUnit.MICROS).toString();
            case JSON -> new String(json(value), StandardCharsets.UTF_8);
            // constants as in JSON, so that filters can say them
            case TEXT, CONSTANT, INTEGER, BIGINT, BOOLEAN, DATE, MONEY -> value.toString();
        };
    }

    /** Adds the values of a row in binary, for the {@link #names}. */
    void binary(R row, CopyBuffer copy) {
        for (var part : parts) {
            var value = valueOf(part, row);
            if (value == null) {
                copy.nothing();
                if (part.kind == Kind.MONEY) {
                    copy.nothing();
                }
            } else {
                binary(part, value, copy);
            }
        }
    }

    private static void binary(Part part, Object value, CopyBuffer copy) {
        switch (part.kind) {
            case TEXT, CONSTANT -> copy.text(value.toString());
            case ID -> copy.text(((Id) value).value());
            case INTEGER -> copy.integer((Integer) value);
            case BIGINT -> copy.bigint((Long) value);
            case BOOLEAN -> copy.bool((Boolean) value);
            case NUMBER -> copy.numeric((BigDecimal) value);
            case INSTANT -> copy.instant((Instant) value);
            case DATE -> copy.date((LocalDate) value);
            case JSON -> copy.json(json(value));
            case MONEY -> {
                var money = (Money) value;
                copy.numeric(money.amount());
                copy.text(money.currency());
            }
        }
    }

    /** Most that is structured is empty most of the time. */
    private static byte[] json(Object value) {
        return switch (value) {
            case Map<?, ?> map when map.isEmpty() -> EMPTY_OBJECT;
            case Collection<?> list when list.isEmpty() -> EMPTY_LIST;
            case Object other -> JSON.writeValueAsBytes(other);
        };
    }

    private @Nullable Object valueOf(Part part, R row) {
        try {
            return (Object) part.accessor.invokeExact((Object) row);
        } catch (Throwable e) {
            throw new IllegalStateException("An accessor of a record failed", e);
        }
    }

    /** Reads records from results that have their columns, by name. */
    public RowMapper<R> reader() {
        return (row, _) -> read(row);
    }

    @SuppressWarnings("unchecked") // the constructor makes an R
    R read(ResultSet row) throws SQLException {
        @Nullable Object[] values = new @Nullable Object[parts.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(parts.get(i), row);
        }
        try {
            return (R) constructor.invoke(values);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("The constructor of a record failed", e);
        }
    }

    private static @Nullable Object read(Part part, ResultSet row) throws SQLException {
        var type = part.type;
        if (type == Money.class) {
            var amount = row.getBigDecimal(part.column);
            return amount == null
                    ? null
                    : new Money(amount, row.getString(part.column + "_currency"));
        }
        if (type == Instant.class) {
            var instant = row.getObject(part.column, OffsetDateTime.class);
            return instant == null ? null : instant.toInstant();
        }
        if (type == boolean.class) {
            return row.getBoolean(part.column);
        }
        if (type == int.class) {
            return row.getInt(part.column);
        }
        if (type == long.class) {
            return row.getLong(part.column);
        }
        if (type == double.class) {
            return row.getDouble(part.column);
        }
        var text = row.getString(part.column);
        if (text == null || type == String.class) {
            return text;
        }
        return switch (part.sqlType()) {
            case "integer" -> Integer.valueOf(text);
            case "bigint" -> Long.valueOf(text);
            case "boolean" -> row.getBoolean(part.column);
            case "numeric" -> new BigDecimal(text);
            case "date" -> LocalDate.parse(text);
            case "text" -> JSON.convertValue(text, part.json);
            default ->
                    type == Double.class ? Double.valueOf(text) : JSON.readValue(text, part.json);
        };
    }

    /** {@code expectedCloseDate} → {@code expected_close_date}. */
    static String snake(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
