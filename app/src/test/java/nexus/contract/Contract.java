package nexus.contract;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The document that is served at {@code /api/openapi.json}, read by tests. */
public final class Contract {

    private static final String AT = "https://nexus.invalid/openapi.json";
    private static final String TEXT = text();
    private static final JsonNode DOCUMENT = JsonMapper.builder().build().readTree(TEXT);

    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    registry ->
                            registry.schemas(Map.of(AT, TEXT))
                                    .schemaRegistryConfig(
                                            SchemaRegistryConfig.builder()
                                                    .formatAssertionsEnabled(true)
                                                    .build()));

    private Contract() {}

    /**
     * An operation.
     *
     * @param path with its parameters in braces
     * @param pointer to it in the document
     */
    record Operation(String method, String path, String pointer, JsonNode json) {

        @Override
        public String toString() {
            return method + " " + path;
        }

        boolean isFor(String askedMethod, String askedPath) {
            return method.equals(askedMethod)
                    && askedPath.matches(path.replaceAll("\\{[^}]+}", "[^/]+"));
        }

        /** Where the schema of an answer is, if it has one. */
        Optional<String> answerSchema(String status, String mediaType) {
            return content("/responses/" + status, mediaType);
        }

        Optional<String> bodySchema(String mediaType) {
            return content("/requestBody", mediaType);
        }

        private Optional<String> content(String part, String mediaType) {
            var at = resolve(pointer + part);
            var content = at + "/content/" + escaped(mediaType) + "/schema";
            return DOCUMENT.at(content).isMissingNode() ? Optional.empty() : Optional.of(content);
        }

        List<JsonNode> parameters() {
            return json.path("parameters").values().stream()
                    .map(parameter -> DOCUMENT.at(resolved(parameter)))
                    .map(parameter -> parameter.isMissingNode() ? null : parameter)
                    .filter(Objects::nonNull)
                    .toList();
        }

        private String resolved(JsonNode parameter) {
            return parameter.path("$ref").isString()
                    ? parameter.path("$ref").stringValue().substring(1)
                    : pointer + "/parameters/" + indexOf(parameter);
        }

        private int indexOf(JsonNode parameter) {
            int i = 0;
            for (var other : json.path("parameters")) {
                if (other == parameter) {
                    return i;
                }
                i++;
            }
            throw new IllegalStateException();
        }
    }

    private static String text() {
        try (var in = Contract.class.getResourceAsStream("/nexus/contract/openapi.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode document() {
        return DOCUMENT;
    }

    static JsonNode at(String pointer) {
        return DOCUMENT.at(pointer);
    }

    static Stream<Operation> operations() {
        return DOCUMENT.path("paths").properties().stream()
                .flatMap(
                        path ->
                                path.getValue().properties().stream()
                                        .map(
                                                operation ->
                                                        new Operation(
                                                                operation
                                                                        .getKey()
                                                                        .toUpperCase(
                                                                                java.util.Locale
                                                                                        .ROOT),
                                                                path.getKey(),
                                                                "/paths/"
                                                                        + escaped(path.getKey())
                                                                        + "/"
                                                                        + operation.getKey(),
                                                                operation.getValue())));
    }

    static Optional<Operation> operation(String method, String path) {
        return operations()
                .filter(operation -> operation.isFor(method, path))
                .min(java.util.Comparator.comparing(found -> found.path().contains("{") ? 1 : 0));
    }

    /** The pointer, with a reference that stands there followed. */
    static String resolve(String pointer) {
        var reference = DOCUMENT.at(pointer).path("$ref");
        return reference.isString() ? resolve(reference.stringValue().substring(1)) : pointer;
    }

    /** What is wrong with a value by the schema at that place; nothing if it is as agreed. */
    static List<String> errors(String schemaPointer, String json) {
        return SCHEMAS
                .getSchema(SchemaLocation.of(AT + "#" + schemaPointer))
                .validate(json, InputFormat.JSON)
                .stream()
                .map(Error::toString)
                .toList();
    }

    private static String escaped(String part) {
        return part.replace("~", "~0").replace("/", "~1");
    }

    /**
     * Holds an exchange to the contract: what was answered is documented, and what was accepted is
     * what the contract allows.
     */
    public static void check(
            String method,
            String pathAndQuery,
            String requestType,
            byte[] requestBody,
            int status,
            String answerType,
            byte[] answerBody) {
        var operation = operation(method, pathAndQuery.replaceAll("\\?.*", ""));
        var media = answerType.replaceAll(";.*", "").strip();
        if (status >= 400 && media.equals("application/problem+json")) {
            expectNone(
                    method + " " + pathAndQuery + " " + status,
                    errors("/components/schemas/Problem", utf8(answerBody)),
                    answerBody);
        }
        if (operation.isEmpty()) {
            if (status < 400
                    && pathAndQuery.startsWith("/api/")
                    && !isPageOfTheContract(pathAndQuery)) {
                throw new AssertionError(method + " " + pathAndQuery + " is not in the contract");
            }
            return;
        }
        var found = operation.get();
        if (!isUniversal(status)
                && found.json().path("responses").path(Integer.toString(status)).isMissingNode()) {
            throw new AssertionError(
                    "%s answered %d, which the contract does not tell of: %s"
                            .formatted(found, status, utf8(answerBody)));
        }
        found.answerSchema(Integer.toString(status), media)
                .filter(_ -> media.endsWith("json"))
                .ifPresent(
                        schema ->
                                expectNone(
                                        found + " " + status,
                                        errors(schema, utf8(answerBody)),
                                        answerBody));
        if (status < 300 && requestBody.length > 0) {
            found.bodySchema(requestType.replaceAll(";.*", "").strip())
                    .filter(_ -> requestType.contains("json"))
                    .ifPresent(
                            schema ->
                                    expectNone(
                                            found + ", which was accepted,",
                                            errors(schema, utf8(requestBody)),
                                            requestBody));
        }
    }

    private static boolean isPageOfTheContract(String path) {
        return path.startsWith("/api/docs/");
    }

    /** Every operation may answer these: they are about HTTP and not about the operation. */
    private static boolean isUniversal(int status) {
        return status == 400 || status == 405 || status == 406 || status == 413 || status == 415;
    }

    private static void expectNone(String what, List<String> errors, byte[] body) {
        if (!errors.isEmpty()) {
            throw new AssertionError(
                    "%s is not as the contract has it: %s%n%s".formatted(what, errors, utf8(body)));
        }
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
