package nexus.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.contract.Contract.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The contract by itself: whether it is a sound OpenAPI document. */
class ContractTest {

    static Stream<Operation> operations() {
        return Contract.operations();
    }

    static List<String> schemas() {
        return List.copyOf(Contract.at("/components/schemas").propertyNames());
    }

    @Test
    void it_is_openapi_3_1() {
        assertThat(Contract.at("/openapi").asString()).isEqualTo("3.1.0");
    }

    @Test
    void every_reference_leads_somewhere_and_everything_shared_is_used() {
        var used = new TreeSet<String>();
        eachReference(Contract.document(), used);
        for (var reference : used) {
            assertThat(Contract.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
        }
        for (var kind : List.of("schemas", "parameters", "headers", "responses")) {
            for (var name : Contract.at("/components/" + kind).propertyNames()) {
                assertThat(used).contains("#/components/" + kind + "/" + name);
            }
        }
    }

    private static void eachReference(JsonNode node, TreeSet<String> found) {
        node.properties()
                .forEach(
                        field -> {
                            if (field.getKey().equals("$ref")) {
                                found.add(field.getValue().asString());
                            }
                            eachReference(field.getValue(), found);
                        });
        if (node.isArray()) {
            node.forEach(item -> eachReference(item, found));
        }
    }

    @Test
    void every_operation_has_a_name_of_its_own() {
        assertThat(
                        Contract.operations()
                                .map(operation -> operation.json().path("operationId").asString()))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z][A-Za-z]+"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void an_operation_declares_its_path_parameters(Operation operation) {
        var inPath =
                Stream.of(operation.path().split("/"))
                        .filter(part -> part.startsWith("{"))
                        .map(part -> part.substring(1, part.length() - 1))
                        .collect(Collectors.toSet());
        assertThat(
                        operation.parameters().stream()
                                .filter(parameter -> parameter.path("in").asString().equals("path"))
                                .map(parameter -> parameter.path("name").asString())
                                .collect(Collectors.toSet()))
                .isEqualTo(inPath);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void an_operation_declares_no_parameter_twice(Operation operation) {
        var seen = new HashSet<String>();
        for (var parameter : operation.parameters()) {
            assertThat(seen.add(parameter.path("in") + " " + parameter.path("name")))
                    .as("%s", parameter)
                    .isTrue();
            assertThat(parameter.path("description").asString()).isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void an_operation_says_what_it_does_and_what_it_answers(Operation operation) {
        assertThat(operation.json().path("summary").asString()).isNotBlank();
        assertThat(operation.json().path("responses").propertyNames())
                .anyMatch(status -> status.startsWith("2"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void only_what_is_public_can_do_without_a_login(Operation operation) {
        var isOpen = operation.json().path("security").isArray();
        var isProtected = operation.json().path("responses").has("401");
        assertThat(isOpen || isProtected).as("%s", operation).isTrue();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void a_command_can_be_sent_again_without_harm(Operation operation) {
        var answersACommand =
                operation.json().path("responses").values().stream()
                        .anyMatch(
                                response ->
                                        response.at("/content/application~1json/schema/$ref")
                                                .asString("")
                                                .endsWith("/CommandAnswer"));
        if (answersACommand) {
            assertThat(operation.parameters())
                    .anyMatch(
                            parameter ->
                                    parameter.path("name").asString().equals("Idempotency-Key"));
        }
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void every_example_is_one(String schema) {
        assertThat(Contract.at("/components/schemas/" + schema + "/description").asString(""))
                .as("description")
                .isNotBlank();
        for (var example : Contract.at("/components/schemas/" + schema + "/examples")) {
            assertThat(Contract.errors("/components/schemas/" + schema, example.toString()))
                    .isEmpty();
        }
    }

    @Test
    void every_problem_in_an_example_is_a_problem() {
        var examples = new ArrayList<JsonNode>();
        BiConsumer<String, JsonNode> collect =
                (_, response) ->
                        response.at("/content/application~1problem+json/examples")
                                .values()
                                .forEach(example -> examples.add(example.path("value")));
        Contract.at("/components/responses")
                .properties()
                .forEach(response -> collect.accept(response.getKey(), response.getValue()));
        assertThat(examples).isNotEmpty();
        for (var example : examples) {
            assertThat(Contract.errors("/components/schemas/Problem", example.toString()))
                    .isEmpty();
        }
    }

    @Test
    void a_value_that_is_not_as_agreed_is_found() {
        assertThat(
                        Contract.errors(
                                "/components/schemas/Money",
                                "{\"amount\":1.5,\"currency\":\"GBP\"}"))
                .isNotEmpty();
        assertThat(Contract.errors("/components/schemas/Instant", "\"yesterday\"")).isNotEmpty();
        assertThat(Contract.errors("/components/schemas/NewDeal", "{\"colour\":\"blue\"}"))
                .isNotEmpty();
    }
}
