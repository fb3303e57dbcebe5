package nexus.platform.projection;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
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

    private static final ClassValue<Columns<?>> CACHE =
            new ClassValue<>() {
                @Override
                @SuppressWarnings({"unchecked", "rawtypes"}) // callers ask with a class of records
                protected Columns<?> computeValue(Class<?> type) {
                    return new Columns(type);
                }
            };

    private final List<Part> parts;
    private final MethodHandle constructor;

    /** One component of the record. */
    private record Part(String column, Class<?> type, JavaType json, MethodHandle accessor) {

        String sqlType() {
            if (type == String.class || type.isEnum() || Id.class.isAssignableFrom(type)) {
                return "text";
            }
            if (type == int.class || type == Integer.class) {
                return "integer";
            }
            if (type == long.class || type == Long.class) {
                return "bigint";
            }
            if (type == boolean.class || type == Boolean.class) {
                return "boolean";
            }
            if (type == BigDecimal.class || type == Money.class) {
                return "numeric";
            }
            if (type == Instant.class) {
                return "timestamptz";
            }
            return type == LocalDate.class ? "date" : "jsonb";
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
                                JSON.getTypeFactory().constructType(component.getGenericType()),
                                lookup.unreflect(component.getAccessor())));
            }
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
        return parts.stream()
                .flatMap(
                        part ->
                                part.type == Money.class
                                        ? List.of(part.column, part.column + "_currency").stream()
                                        : List.of(part.column).stream())
                .toList();
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

    /** The values of a row in the textual form that PostgreSQL reads, for the {@link #names}. */
    List<@Nullable String> texts(R row) {
        var texts = new ArrayList<@Nullable String>();
        for (var part : parts) {
            var value = valueOf(part, row);
            if (part.type == Money.class) {
                var money = (Money) value;
                texts.add(money == null ? null : money.amount().toPlainString());
                texts.add(money == null ? null : money.currency());
            } else {
                texts.add(value == null ? null : text(part, value));
            }
        }
        return texts;
    }

    private static String text(Part part, Object value) {
        return switch (value) {
            case Id id -> id.value();
            case Enum<?> constant -> constant.toString(); // as in JSON, so that filters can say it
            case BigDecimal number -> number.toPlainString();
            case Object other when part.sqlType().equals("jsonb") -> JSON.writeValueAsString(other);
            case Object other -> other.toString();
        };
    }

    private @Nullable Object valueOf(Part part, R row) {
        try {
            return part.accessor.invoke(row);
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
