package nexus.platform.web;

import java.lang.reflect.Constructor;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;
import nexus.api.Id;
import nexus.api.Money;
import nexus.api.Patch;
import nexus.platform.NewId;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.module.SimpleModule;

/** How values in requests are read: strictly, saying what is wrong with which of them. */
final class EdgeModule extends SimpleModule {

    EdgeModule() {
        super("nexus-edge");
        addDeserializer(String.class, new CleanText());
        addDeserializer(Money.class, new ExactMoney());
        addDeserializer(Instant.class, new InstantOfTheCalendar());
        addDeserializer(LocalDate.class, new DateOfTheCalendar());
        addDeserializer(Patch.class, new PatchOf(null));
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addDeserializers(
                new Deserializers.Base() {
                    @Override
                    public boolean hasDeserializerFor(DeserializationConfig config, Class<?> type) {
                        return Id.class.isAssignableFrom(type);
                    }

                    @Override
                    public @Nullable ValueDeserializer<?> findBeanDeserializer(
                            JavaType type,
                            DeserializationConfig config,
                            BeanDescription.Supplier bean) {
                        return Id.class.isAssignableFrom(type.getRawClass())
                                ? new IdOfItsKind(type.getRawClass())
                                : null;
                    }
                });
    }

    /**
     * Text without control characters, of which PostgreSQL cannot store one and nobody reads any.
     */
    private static final class CleanText extends StdDeserializer<String> {
        CleanText() {
            super(String.class);
        }

        @Override
        public @Nullable String deserialize(JsonParser json, DeserializationContext context) {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                return context.reportInputMismatch(this, "must be a string");
            }
            var text = json.getString();
            if (!Text.isClean(text)) {
                return context.reportInputMismatch(this, "must not contain control characters");
            }
            return text;
        }
    }

    /** An instant as RFC 3339 writes it, which can be stored: as exactly as it is read again. */
    private static final class InstantOfTheCalendar extends StdDeserializer<Instant> {
        InstantOfTheCalendar() {
            super(Instant.class);
        }

        @Override
        public @Nullable Instant deserialize(JsonParser json, DeserializationContext context) {
            try {
                var instant = Instant.parse(text(json)).truncatedTo(ChronoUnit.MICROS);
                withinTheCalendar(instant.atOffset(ZoneOffset.UTC).getYear());
                return instant;
            } catch (DateTimeException e) {
                return context.reportInputMismatch(
                        this, "must be an instant like 2026-01-31T12:00:00Z");
            }
        }
    }

    private static final class DateOfTheCalendar extends StdDeserializer<LocalDate> {
        DateOfTheCalendar() {
            super(LocalDate.class);
        }

        @Override
        public @Nullable LocalDate deserialize(JsonParser json, DeserializationContext context) {
            try {
                var date = LocalDate.parse(text(json));
                withinTheCalendar(date.getYear());
                return date;
            } catch (DateTimeException e) {
                return context.reportInputMismatch(this, "must be a date like 2026-01-31");
            }
        }
    }

    private static String text(JsonParser json) {
        return json.currentToken() == JsonToken.VALUE_STRING ? json.getString() : "";
    }

    private static void withinTheCalendar(int year) {
        if (year < 1 || year > 9999) {
            throw new DateTimeException("beyond the calendar");
        }
    }

    /** An id of the kind its record stands for. */
    static final class IdOfItsKind extends StdDeserializer<Object> {
        private final Constructor<?> constructor;
        private final String prefix;

        IdOfItsKind(Class<?> type) {
            super(type);
            try {
                constructor = type.getConstructor(String.class);
                prefix = (String) type.getField("PREFIX").get(null);
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException(type + " is no proper Id", e);
            }
        }

        @Override
        public Object deserialize(JsonParser json, DeserializationContext context) {
            var value = json.currentToken() == JsonToken.VALUE_STRING ? json.getString() : "";
            if (!NewId.isOne(prefix, value)) {
                return context.reportInputMismatch(this, "must be an id like %s-0199…", prefix);
            }
            try {
                return constructor.newInstance(value);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("An id could not be made", e);
            }
        }
    }

    /**
     * A decimal string of at most two places, not negative, in a currency that exists (ISO 4217).
     */
    private static final class ExactMoney extends StdDeserializer<Money> {
        private static final Set<String> CURRENCIES =
                Currency.getAvailableCurrencies().stream()
                        .map(Currency::getCurrencyCode)
                        .collect(Collectors.toUnmodifiableSet());

        ExactMoney() {
            super(Money.class);
        }

        @Override
        public Money deserialize(JsonParser json, DeserializationContext context) {
            JsonNode node = context.readTree(json);
            if (!node.isObject()) {
                throw wrong(json, "", "must be an object with amount and currency");
            }
            for (var name : node.propertyNames()) {
                if (!name.equals("amount") && !name.equals("currency")) {
                    throw wrong(json, name, "is not a known field");
                }
            }
            return new Money(
                    amount(json, node.get("amount")), currency(json, node.get("currency")));
        }

        private static BigDecimal amount(JsonParser json, @Nullable JsonNode node) {
            var text = node != null && node.isString() ? node.stringValue() : "";
            if (text.matches("-\\d{1,15}(\\.\\d{1,2})?")) {
                throw wrong(json, "amount", "must not be negative");
            }
            if (!text.matches("\\d{1,12}(\\.\\d{1,2})?")) {
                throw wrong(
                        json,
                        "amount",
                        "must be a decimal string like \"1234.50\", below a trillion, with at most"
                                + " two places");
            }
            return new BigDecimal(text);
        }

        private static String currency(JsonParser json, @Nullable JsonNode node) {
            var code = node != null && node.isString() ? node.stringValue() : "";
            if (!CURRENCIES.contains(code)) {
                throw wrong(json, "currency", "must be an ISO 4217 currency code");
            }
            return code;
        }

        private static MismatchedInputException wrong(
                JsonParser json, String field, String message) {
            var problem = MismatchedInputException.from(json, Money.class, message);
            if (!field.isEmpty()) {
                problem.prependPath(Money.class, field);
            }
            return problem;
        }
    }

    /** Tells a field that was not mentioned from one that was set to null (RFC 7396). */
    private static final class PatchOf extends StdDeserializer<Patch<?>> {
        private final @Nullable JavaType value;

        PatchOf(@Nullable JavaType value) {
            super(Patch.class);
            this.value = value;
        }

        @Override
        public ValueDeserializer<?> createContextual(
                DeserializationContext context, @Nullable BeanProperty property) {
            var type = property == null ? context.getContextualType() : property.getType();
            return new PatchOf(type.containedType(0));
        }

        @Override
        public Patch<?> deserialize(JsonParser json, DeserializationContext context) {
            return Patch.set(context.readValue(json, value));
        }

        @Override
        public Patch<?> getNullValue(DeserializationContext context) {
            return Patch.set(null);
        }

        @Override
        public Patch<?> getAbsentValue(DeserializationContext context) {
            return Patch.keep();
        }
    }
}
