package nexus.platform.routing;

import nexus.api.Patch;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** A change to one field as a list: of its value, which may be null, or of nothing to keep it. */
final class PatchModule extends SimpleModule {

    PatchModule() {
        super("nexus-patches");
        addSerializer(new ToList());
        addDeserializer(Patch.class, new FromList(null));
    }

    private static final class ToList extends StdSerializer<Patch<?>> {

        ToList() {
            super(Patch.class);
        }

        @Override
        public void serialize(Patch<?> patch, JsonGenerator json, SerializationContext context) {
            json.writeStartArray();
            switch (patch) {
                case Patch.Keep<?> _ -> {}
                case Patch.Set<?>(var value) -> context.writeValue(json, value);
            }
            json.writeEndArray();
        }
    }

    private static final class FromList extends StdDeserializer<Patch<?>> {

        private final @Nullable JavaType value;

        FromList(@Nullable JavaType value) {
            super(Patch.class);
            this.value = value;
        }

        @Override
        public ValueDeserializer<?> createContextual(
                DeserializationContext context, @Nullable BeanProperty property) {
            var type = property == null ? context.getContextualType() : property.getType();
            return new FromList(type.containedType(0));
        }

        @Override
        public Patch<?> deserialize(JsonParser json, DeserializationContext context) {
            if (json.nextToken() == JsonToken.END_ARRAY) {
                return Patch.keep();
            }
            Object set =
                    json.currentToken() == JsonToken.VALUE_NULL
                            ? null
                            : context.readValue(json, value);
            json.nextToken();
            return Patch.set(set);
        }
    }
}
