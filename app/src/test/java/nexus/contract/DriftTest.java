package nexus.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.api.Id;
import nexus.api.Patch;
import nexus.contract.Contract.Operation;
import nexus.platform.query.ListRequest;
import nexus.platform.query.Listing;
import nexus.platform.query.Moment;
import nexus.platform.query.Page;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The controllers of both sides and the contract: neither has what the other has not. */
class DriftTest {

    /** A method of a controller and where it is reached. */
    record Endpoint(String method, String path, Method code) {

        @Override
        public String toString() {
            return method + " " + path;
        }

        Operation operation() {
            return Contract.operations()
                    .filter(operation -> operation.toString().equals(toString()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(this + " is not in the contract"));
        }
    }

    static List<Endpoint> endpoints() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        return scanner.findCandidateComponents("nexus").stream()
                .map(found -> type(String.valueOf(found.getBeanClassName())))
                .flatMap(controller -> Arrays.stream(controller.getDeclaredMethods()))
                .filter(method -> AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class))
                .flatMap(DriftTest::endpointsOf)
                .toList();
    }

    private static Stream<Endpoint> endpointsOf(Method method) {
        var own =
                Objects.requireNonNull(
                        AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class));
        var shared =
                AnnotatedElementUtils.findMergedAnnotation(
                        method.getDeclaringClass(), RequestMapping.class);
        var base = shared == null || shared.path().length == 0 ? "" : shared.path()[0];
        var paths = own.path().length == 0 ? new String[] {""} : own.path();
        return Arrays.stream(own.method())
                .flatMap(
                        verb ->
                                Arrays.stream(paths)
                                        .map(
                                                path ->
                                                        new Endpoint(
                                                                verb.name(), base + path, method)));
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void both_have_the_same_operations() {
        assertThat(endpoints().stream().map(Endpoint::toString))
                .containsExactlyInAnyOrderElementsOf(
                        Contract.operations().map(Operation::toString).toList());
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void a_body_has_the_fields_that_the_contract_says(Endpoint endpoint) {
        for (var parameter : endpoint.code().getParameters()) {
            if (parameter.isAnnotationPresent(RequestBody.class)) {
                var operation = endpoint.operation();
                var schema =
                        operation
                                .bodySchema("application/json")
                                .orElseThrow(() -> new AssertionError(endpoint + " takes a body"));
                var differences = new ArrayList<String>();
                request(
                        parameter.getType(),
                        schema,
                        parameter.getType().getSimpleName(),
                        differences);
                assertThat(differences).isEmpty();
                assertThat(operation.json().at("/requestBody/required").asBoolean())
                        .isEqualTo(parameter.getAnnotation(RequestBody.class).required());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void an_answer_has_the_fields_that_the_contract_says(Endpoint endpoint) {
        var type = answerOf(endpoint.code().getGenericReturnType());
        if (type == Void.class || type == void.class || isRaw(type)) {
            return;
        }
        var operation = endpoint.operation();
        var schemas =
                operation.json().path("responses").propertyNames().stream()
                        .filter(status -> status.startsWith("2"))
                        .flatMap(
                                status ->
                                        operation.answerSchema(status, "application/json").stream())
                        .toList();
        assertThat(schemas).as("answers of %s", endpoint).isNotEmpty();
        for (var schema : schemas) {
            var differences = new ArrayList<String>();
            answer(type, schema, "", differences);
            assertThat(differences).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void what_can_be_asked_of_the_past_says_so(Endpoint endpoint) {
        var types = List.of(endpoint.code().getParameterTypes());
        if (types.contains(Moment.class)) {
            var names = queryParameters(endpoint.operation());
            var isAboutNow = endpoint.path().startsWith("/api/search");
            assertThat(names.contains("asOf")).isEqualTo(!isAboutNow);
            assertThat(names.contains("effectiveAt")).isEqualTo(!isAboutNow);
            assertThat(endpoint.operation().parameters())
                    .anyMatch(parameter -> parameter.path("name").asString().equals("Nexus-Await"));
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void a_list_has_the_filters_and_the_orders_that_the_contract_says(Endpoint endpoint)
            throws IllegalAccessException {
        if (!isList(endpoint)) {
            return;
        }
        var listing = listingOf(endpoint.code().getDeclaringClass());
        var operation = endpoint.operation();
        var expected =
                new TreeSet<>(Set.of("page", "pageSize", "cursor", "sort", "asOf", "effectiveAt"));
        listing.filters()
                .forEach(
                        (name, filter) -> {
                            expected.add(name);
                            switch (filter.type()) {
                                case NUMBER, INSTANT, DATE ->
                                        List.of("gte", "gt", "lte", "lt")
                                                .forEach(by -> expected.add(name + "." + by));
                                case TEXT, BOOLEAN, TAGS, CONTAINS -> {}
                            }
                        });
        for (var parameter : endpoint.code().getParameters()) {
            if (parameter.isAnnotationPresent(RequestParam.class)) {
                expected.add(parameter.getName());
            }
        }
        assertThat(new TreeSet<>(queryParameters(operation))).isEqualTo(expected);
        var sort =
                operation.parameters().stream()
                        .filter(parameter -> parameter.path("name").asString().equals("sort"))
                        .findFirst()
                        .orElseThrow()
                        .path("schema");
        assertThat(sort.path("default").asString()).isEqualTo(listing.defaultSort());
        var pattern = sort.path("pattern").asString();
        assertThat(Set.of(pattern.substring(4, pattern.indexOf(')')).split("\\|")))
                .isEqualTo(listing.sorts().keySet());
    }

    private static boolean isList(Endpoint endpoint) {
        return endpoint.code().getReturnType() == Page.class
                && !endpoint.path().endsWith("/history")
                && List.of(endpoint.code().getParameterTypes()).contains(ListRequest.class);
    }

    private static Listing<?> listingOf(Class<?> controller) throws IllegalAccessException {
        for (var field : controller.getDeclaredFields()) {
            if (field.getType() == Listing.class && Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                return (Listing<?>) field.get(null);
            }
        }
        throw new AssertionError(controller + " lists without a Listing");
    }

    private static List<String> queryParameters(Operation operation) {
        return operation.parameters().stream()
                .filter(parameter -> parameter.path("in").asString().equals("query"))
                .map(parameter -> parameter.path("name").asString())
                .toList();
    }

    /** What a method answers, out of its envelope. */
    private static Type answerOf(Type type) {
        return type instanceof ParameterizedType envelope
                        && envelope.getRawType() == ResponseEntity.class
                ? answerOf(envelope.getActualTypeArguments()[0])
                : type;
    }

    /** Files, and JSON that is made elsewhere. */
    private static boolean isRaw(Type type) {
        return !(raw(type).isRecord());
    }

    private static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType generic -> (Class<?>) generic.getRawType();
            default -> Object.class;
        };
    }

    private static void request(
            Class<?> type, String pointer, String where, List<String> differences) {
        var schema = Contract.at(resolveNullable(pointer));
        var components = type.getRecordComponents();
        compare(
                names(components),
                Set.copyOf(schema.path("properties").propertyNames()),
                where,
                differences);
        var required =
                Arrays.stream(components)
                        .filter(
                                c ->
                                        c.getType() != Patch.class
                                                && !isNullable(c.getAnnotatedType()))
                        .map(RecordComponent::getName)
                        .collect(Collectors.toSet());
        compare(required, required(schema), where + " (required)", differences);
        if (schema.path("additionalProperties").asBoolean(true)) {
            differences.add(where + " takes unknown fields");
        }
        for (var component : components) {
            var at = resolveNullable(pointer) + "/properties/" + component.getName();
            var value =
                    component.getType() == Patch.class
                            ? argument(component.getAnnotatedType(), 0)
                            : component.getAnnotatedType();
            var path = where + "." + component.getName();
            constraints(value, component, at, path, differences);
            var valueType = raw(value.getType());
            if (valueType.isRecord() && !isValue(valueType)) {
                request(valueType, at, path, differences);
            } else if (Collection.class.isAssignableFrom(valueType)
                    && raw(argument(value, 0).getType()).isRecord()
                    && !isValue(raw(argument(value, 0).getType()))) {
                request(
                        raw(argument(value, 0).getType()),
                        resolveNullable(at) + "/items",
                        path + "[]",
                        differences);
            } else {
                kind(valueType, at, path, differences);
            }
        }
    }

    private static void constraints(
            AnnotatedType value,
            RecordComponent component,
            String pointer,
            String where,
            List<String> differences) {
        var schema = Contract.at(resolveNullable(pointer));
        var size = found(Size.class, value, component);
        var isText = raw(value.getType()) == String.class;
        if (size != null) {
            var most = schema.path(isText ? "maxLength" : "maxItems").asInt(Integer.MAX_VALUE);
            if (most != size.max()) {
                differences.add(where + " has at most " + size.max() + ", not " + most);
            }
        }
        if (isText
                && found(NotBlank.class, value, component) != null
                && schema.path("minLength").asInt(0) < 1) {
            differences.add(where + " must not be blank");
        }
        var least = found(Min.class, value, component);
        if (least != null && schema.path("minimum").asLong(Long.MIN_VALUE) != least.value()) {
            differences.add(where + " is at least " + least.value());
        }
        var most = found(Max.class, value, component);
        if (most != null && schema.path("maximum").asLong(Long.MAX_VALUE) != most.value()) {
            differences.add(where + " is at most " + most.value());
        }
    }

    private static <A extends Annotation> @Nullable A found(
            Class<A> annotation, AnnotatedType value, RecordComponent component) {
        var onType = value.getAnnotation(annotation);
        return onType == null ? component.getAccessor().getAnnotation(annotation) : onType;
    }

    private static void answer(Type type, String pointer, String where, List<String> differences) {
        answer(type, Map.of(), pointer, where, differences, new HashSet<>());
    }

    private static void answer(
            Type type,
            Map<String, Type> variables,
            String pointer,
            String where,
            List<String> differences,
            Set<Class<?>> above) {
        var rawType = raw(type);
        var schema = Contract.at(resolveNullable(pointer));
        if (rawType.isRecord() && !isValue(rawType)) {
            if (!above.add(rawType)) {
                return;
            }
            var bound =
                    type instanceof ParameterizedType generic ? bound(rawType, generic) : variables;
            var components = rawType.getRecordComponents();
            compare(
                    names(components),
                    Set.copyOf(schema.path("properties").propertyNames()),
                    where,
                    differences);
            compare(always(components), required(schema), where + " (required)", differences);
            for (var component : components) {
                var at = resolveNullable(pointer) + "/properties/" + component.getName();
                var path = where + "." + component.getName();
                var mayBeNull =
                        isNullable(component.getAnnotatedType())
                                && always(components).contains(component.getName());
                if (component.getType() != JsonNode.class && mayBeNull != allowsNull(at)) {
                    differences.add(path + (mayBeNull ? " may be null" : " is never null"));
                }
                var generic = component.getGenericType();
                answer(
                        bound.getOrDefault(generic.getTypeName(), generic),
                        bound,
                        at,
                        path,
                        differences,
                        above);
            }
            above.remove(rawType);
        } else if (Collection.class.isAssignableFrom(rawType)
                && type instanceof ParameterizedType list) {
            var item = list.getActualTypeArguments()[0];
            answer(
                    variables.getOrDefault(item.getTypeName(), item),
                    variables,
                    resolveNullable(pointer) + "/items",
                    where + "[]",
                    differences,
                    above);
        } else if (rawType == Map.class && type instanceof ParameterizedType map) {
            var entries = resolveNullable(pointer) + "/additionalProperties";
            if (raw(map.getActualTypeArguments()[1]) != Object.class) {
                answer(
                        map.getActualTypeArguments()[1],
                        variables,
                        entries,
                        where + ".*",
                        differences,
                        above);
            }
        } else {
            kind(rawType, pointer, where, differences);
        }
    }

    private static Map<String, Type> bound(Class<?> type, ParameterizedType generic) {
        var bound = new java.util.HashMap<String, Type>();
        for (int i = 0; i < type.getTypeParameters().length; i++) {
            bound.put(type.getTypeParameters()[i].getName(), generic.getActualTypeArguments()[i]);
        }
        // a list of the variable is a list of what it stands for
        return bound;
    }

    /** The components that are never left out. */
    private static Set<String> always(RecordComponent[] components) {
        return Arrays.stream(components)
                .filter(
                        component ->
                                !component.getAccessor().isAnnotationPresent(JsonInclude.class))
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());
    }

    /** Whether the schema is of the kind that a simple type is written as. */
    private static void kind(
            Class<?> type, String pointer, String where, List<String> differences) {
        var schema = Contract.at(resolveNullable(pointer));
        var kinds = kinds(schema);
        var expected = expected(type);
        if (expected != null && !kinds.contains(expected)) {
            differences.add(where + " is " + expected + ", not " + kinds);
        }
        if (type.isEnum()) {
            var written =
                    Arrays.stream(type.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant).toString())
                            .collect(Collectors.toSet());
            var named =
                    Arrays.stream(type.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant).name())
                            .collect(Collectors.toSet());
            var values = texts(schema.path("enum"));
            if (!values.equals(written) && !values.equals(named)) {
                differences.add(where + " is one of " + written + ", not of " + values);
            }
        }
        if (type == Instant.class && !schema.path("format").asString("").equals("date-time")) {
            differences.add(where + " is an instant");
        }
        if (type == LocalDate.class && !schema.path("format").asString("").equals("date")) {
            differences.add(where + " is a date");
        }
    }

    private static @Nullable String expected(Class<?> type) {
        if (type == String.class
                || type.isEnum()
                || type == Instant.class
                || type == LocalDate.class
                || Id.class.isAssignableFrom(type)) {
            return "string";
        }
        if (type == int.class
                || type == Integer.class
                || type == long.class
                || type == Long.class) {
            return "integer";
        }
        if (type == double.class || type == Double.class || type == BigDecimal.class) {
            return "number";
        }
        return type == boolean.class || type == Boolean.class ? "boolean" : null;
    }

    private static Set<String> kinds(JsonNode schema) {
        var type = schema.path("type");
        return type.isArray() ? texts(type) : Set.of(type.asString("").toLowerCase(Locale.ROOT));
    }

    private static Set<String> texts(JsonNode list) {
        return list.values().stream()
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .collect(Collectors.toSet());
    }

    /** Ids and money are written in a form of their own. */
    private static boolean isValue(Class<?> type) {
        return Id.class.isAssignableFrom(type) || type == nexus.api.Money.class;
    }

    private static boolean allowsNull(String pointer) {
        var schema = Contract.at(Contract.resolve(pointer));
        return schema.isEmpty()
                || kinds(schema).contains("null")
                || schema.path("oneOf").values().stream()
                        .anyMatch(one -> kinds(one).contains("null"));
    }

    /** The schema at a place, followed through references and out of a choice with null. */
    private static String resolveNullable(String pointer) {
        var at = Contract.resolve(pointer);
        return Contract.at(at).has("oneOf") ? Contract.resolve(at + "/oneOf/0") : at;
    }

    private static Set<String> required(JsonNode schema) {
        return texts(schema.path("required"));
    }

    private static Set<String> names(RecordComponent[] components) {
        return Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.toSet());
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static AnnotatedType argument(AnnotatedType type, int index) {
        return ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[index];
    }

    private static void compare(
            Set<String> code, Set<String> contract, String where, List<String> differences) {
        var onlyCode = new TreeSet<>(code);
        onlyCode.removeAll(contract);
        var onlyContract = new TreeSet<>(contract);
        onlyContract.removeAll(code);
        if (!onlyCode.isEmpty()) {
            differences.add(where + ": only the code has " + onlyCode);
        }
        if (!onlyContract.isEmpty()) {
            differences.add(where + ": only the contract has " + onlyContract);
        }
    }
}
