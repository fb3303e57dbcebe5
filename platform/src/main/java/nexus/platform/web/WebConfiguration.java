package nexus.platform.web;

import io.micrometer.observation.ObservationPredicate;
import java.util.Arrays;
import java.util.Set;
import nexus.api.Id;
import nexus.platform.NewId;
import nexus.platform.serialization.ValuesModule;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.ConditionalGenericConverter;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;

/** How requests are read and answers are written. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return json ->
                json.addModules(new ValuesModule(), new EdgeModule())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .enable(
                                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                                DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
    }

    /** Requests are measured where somebody comes for the figures. */
    @Bean
    ObservationPredicate measuredIfAskedFor(@Value("${management.server.port:-1}") int port) {
        return (name, _) -> port >= 0 || !name.startsWith("http.server");
    }

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(new IdFromPath());
        registry.addConverter(new WordFromPath());
    }

    /** An id in a path; one of the wrong form is the id of nothing. */
    private static final class IdFromPath implements ConditionalGenericConverter {

        @Override
        public boolean matches(TypeDescriptor source, TypeDescriptor target) {
            return source.getType() == String.class && Id.class.isAssignableFrom(target.getType());
        }

        @Override
        public Set<ConvertiblePair> getConvertibleTypes() {
            return Set.of(new ConvertiblePair(String.class, Id.class));
        }

        @Override
        public Object convert(@Nullable Object source, TypeDescriptor from, TypeDescriptor to) {
            try {
                var type = to.getType();
                if (source instanceof String id
                        && NewId.isOne((String) type.getField("PREFIX").get(null), id)) {
                    return type.getConstructor(String.class).newInstance(id);
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(to + " is no proper Id", e);
            }
            throw Refused.notFound(String.valueOf(source));
        }
    }

    /** One of a few words in a path, as it is written in JSON. */
    private static final class WordFromPath implements ConditionalGenericConverter {

        @Override
        public boolean matches(TypeDescriptor source, TypeDescriptor target) {
            return source.getType() == String.class && target.getType().isEnum();
        }

        @Override
        public Set<ConvertiblePair> getConvertibleTypes() {
            return Set.of(new ConvertiblePair(String.class, Enum.class));
        }

        @Override
        public Object convert(@Nullable Object source, TypeDescriptor from, TypeDescriptor to) {
            return Arrays.stream(to.getType().getEnumConstants())
                    .filter(word -> word.toString().equals(source))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("is not among the words"));
        }
    }
}
