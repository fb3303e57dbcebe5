package nexus.platform.serialization;

import java.lang.reflect.Constructor;
import nexus.api.Id;
import nexus.api.Money;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * How values look in JSON, in events as in answers: ids are plain strings and amounts of money are
 * decimal strings, so that no reader rounds them.
 */
public final class ValuesModule extends SimpleModule {

    public ValuesModule() {
        super("nexus-values");
        addSerializer(
                new StdSerializer<Id>(Id.class) {
                    @Override
                    public void serialize(Id id, JsonGenerator json, SerializationContext context) {
                        json.writeString(id.value());
                    }
                });
        addSerializer(
                new StdSerializer<Money>(Money.class) {
                    @Override
                    public void serialize(
                            Money money, JsonGenerator json, SerializationContext context) {
                        json.writeStartObject();
                        json.writeStringProperty("amount", money.amount().toPlainString());
                        json.writeStringProperty("currency", money.currency());
                        json.writeEndObject();
                    }
                });
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
                                ? new IdFromString(type.getRawClass())
                                : null;
                    }
                });
    }

    private static final class IdFromString extends StdDeserializer<Object> {
        private final Constructor<?> constructor;

        IdFromString(Class<?> type) {
            super(type);
            try {
                constructor = type.getConstructor(String.class);
            } catch (NoSuchMethodException e) {
                throw new IllegalArgumentException(
                        type + " is an Id without a String constructor", e);
            }
        }

        @Override
        public Object deserialize(JsonParser json, DeserializationContext context) {
            try {
                return constructor.newInstance(json.getString());
            } catch (ReflectiveOperationException e) {
                return context.reportInputMismatch(
                        this, "Not a valid %s", handledType().getSimpleName());
            }
        }
    }
}
