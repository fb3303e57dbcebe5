package nexus.platform.routing;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nexus.api.EventFamilies;
import nexus.api.Id;
import nexus.api.Money;
import nexus.api.Patch;
import org.jspecify.annotations.Nullable;

/** Makes records of any shape with something in every place, or with nothing where that may be. */
enum Filled {
    WHOLLY,
    SPARSELY,
    CLEARING;

    private static final String UUID = "-01990000-0000-7000-8000-000000000001";

    /** A record of this type; of a family, one of its records. */
    Object make(Class<?> type) {
        if (Id.class.isAssignableFrom(type)) {
            return create(type, new Class<?>[] {String.class}, prefix(type) + UUID);
        }
        if (!type.isRecord()) {
            return make(EventFamilies.leavesOf(type).findFirst().orElseThrow());
        }
        var components = type.getRecordComponents();
        return create(
                type,
                Arrays.stream(components)
                        .map(RecordComponent::getType)
                        .<Class<?>>toArray(Class<?>[]::new),
                Arrays.stream(components)
                        .map(component -> value(component.getAnnotatedType()))
                        .toArray());
    }

    private static Object create(Class<?> type, Class<?>[] parameters, @Nullable Object... values) {
        try {
            var constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }

    private static String prefix(Class<?> id) {
        try {
            return (String) id.getField("PREFIX").get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(id + " has no prefix", e);
        }
    }

    private @Nullable Object value(AnnotatedType annotated) {
        if (this != WHOLLY && annotated.isAnnotationPresent(Nullable.class)) {
            return null;
        }
        return switch (annotated.getType()) {
            case Class<?> plain -> value(plain);
            case ParameterizedType generic ->
                    value(
                            (Class<?>) generic.getRawType(),
                            ((AnnotatedParameterizedType) annotated)
                                    .getAnnotatedActualTypeArguments());
            default -> throw new IllegalArgumentException(annotated.toString());
        };
    }

    private Object value(Class<?> type) {
        if (type == String.class) {
            return "Größe \"№1\" \\ \u2028 \uD83D\uDC69";
        } else if (type == boolean.class) {
            return true;
        } else if (type == int.class || type == Integer.class) {
            return 7;
        } else if (type == long.class || type == Long.class) {
            return 1L << 40;
        } else if (type == BigDecimal.class) {
            return new BigDecimal("12.50");
        } else if (type == Money.class) {
            return Money.of("4200.50", "GBP");
        } else if (type == LocalDate.class) {
            return LocalDate.of(2026, 2, 28);
        } else if (type == Instant.class) {
            return Instant.parse("2026-02-28T12:34:56.123456Z");
        } else if (type.isEnum()) {
            var words = type.getEnumConstants();
            return words[words.length - 1];
        }
        return make(type);
    }

    private Object value(Class<?> type, AnnotatedType[] of) {
        if (type == Patch.class) {
            return switch (this) {
                case WHOLLY -> Patch.set(value(of[0]));
                case SPARSELY -> Patch.keep();
                case CLEARING -> Patch.set(null);
            };
        } else if (type == List.class) {
            return this == WHOLLY ? List.of(notNull(of[0])) : List.of();
        } else if (type == Set.class) {
            return this == WHOLLY ? Set.of(notNull(of[0])) : Set.of();
        } else if (type == Map.class && of[1].getType() == Object.class) {
            return fields();
        } else if (type == Map.class) {
            return Map.of(notNull(of[0]), notNull(of[1]));
        }
        throw new IllegalArgumentException("Nothing is known of " + type);
    }

    private Object notNull(AnnotatedType type) {
        var value = value(type);
        return value == null ? "" : value;
    }

    /** Everything that a custom field can be. */
    private Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        if (this != SPARSELY) {
            fields.put("text", "x");
            fields.put("number", 3);
            fields.put("long", 1L << 40);
            fields.put("part", 2.5);
            fields.put("whole", 2.0);
            fields.put("truth", true);
        }
        if (this == CLEARING) {
            fields.put("gone", null);
        }
        return fields;
    }
}
