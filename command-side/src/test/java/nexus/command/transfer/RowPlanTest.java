package nexus.command.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import nexus.api.transfer.ImportMapping;
import nexus.platform.web.InvalidRequest;
import org.junit.jupiter.api.Test;

/** What a mapping may say of a file. */
class RowPlanTest {

    static final List<String> HEADER = List.of("id", "product", "account", "twice", "twice");

    static ImportMapping mapping(
            Map<String, String> columns,
            Map<String, String> templates,
            Map<String, String> defaults) {
        return new ImportMapping("deals", null, columns, templates, defaults, "USD");
    }

    static void assertWrong(ImportMapping mapping, String field, String code) {
        assertThatThrownBy(() -> RowPlan.of(mapping, HEADER))
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        wrong -> {
                            assertThat(wrong.field()).isEqualTo(field);
                            assertThat(wrong.code()).isEqualTo(code);
                        });
    }

    @Test
    void a_value_comes_from_its_column_its_template_or_its_default() {
        var plan =
                RowPlan.of(
                        mapping(
                                Map.of("id", "externalId"),
                                Map.of("name", "{product} for {account}"),
                                Map.of("source", "fair", "externalId", "none")),
                        HEADER);
        var row = new CsvFile.Row(2, List.of(" ", "Bath", "Cancity"));
        assertThat(plan.value(row, "externalId")).isEqualTo("none");
        assertThat(plan.value(row, "name")).isEqualTo("Bath for Cancity");
        assertThat(plan.value(row, "source")).isEqualTo("fair");
        assertThat(plan.value(row, "lostReason")).isEmpty();
    }

    @Test
    void a_column_that_the_file_does_not_have_is_named() {
        assertWrong(
                mapping(Map.of("produkt", "name"), Map.of(), Map.of()),
                "mapping.columns.produkt",
                "unknown-column");
        assertWrong(
                mapping(Map.of(), Map.of("name", "{produkt}"), Map.of()),
                "mapping.templates.name",
                "unknown-column");
    }

    @Test
    void a_target_that_there_is_not_is_named() {
        assertWrong(
                mapping(Map.of("product", "title"), Map.of(), Map.of()),
                "mapping.columns.product",
                "unknown-target");
        assertWrong(
                mapping(Map.of("product", "name"), Map.of(), Map.of("colour", "red")),
                "mapping.defaults.colour",
                "unknown-target");
    }

    @Test
    void a_target_has_one_column_and_a_column_is_there_once() {
        assertWrong(
                mapping(Map.of("product", "name"), Map.of("name", "{account}"), Map.of()),
                "mapping.templates.name",
                "ambiguous");
        assertWrong(
                mapping(Map.of("twice", "name"), Map.of(), Map.of()),
                "mapping.columns.twice",
                "ambiguous");
    }

    @Test
    void a_deal_needs_a_name_from_somewhere() {
        assertWrong(
                mapping(Map.of("id", "externalId"), Map.of(), Map.of()),
                "mapping.columns",
                "missing");
    }

    @Test
    void only_what_there_are_commands_for_can_be_imported() {
        assertWrong(
                new ImportMapping("invoices", null, Map.of(), Map.of(), Map.of(), "USD"),
                "mapping.resource",
                "unknown");
    }

    @Test
    void a_custom_field_has_a_key() {
        assertWrong(
                mapping(Map.of("id", "customFields."), Map.of(), Map.of("name", "x")),
                "mapping.columns.id",
                "unknown-target");
        var plan =
                RowPlan.of(
                        mapping(Map.of("id", "customFields.code"), Map.of(), Map.of("name", "x")),
                        HEADER);
        assertThat(plan.customFields()).containsExactly("code");
    }
}
