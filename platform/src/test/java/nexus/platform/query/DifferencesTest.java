package nexus.platform.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import nexus.api.Money;
import nexus.platform.query.History.Change;
import nexus.platform.query.History.Operation;
import nexus.platform.serialization.ValuesModule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DifferencesTest {

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new ValuesModule()).build();

    record Row(
            String id,
            @Nullable String name,
            @Nullable Money value,
            List<String> tags,
            Map<String, Object> customFields) {}

    private static final Row BEFORE =
            new Row("x-1", "Ada", null, List.of("a"), Map.of("tier", "gold", "a/b", 1));

    @Test
    void a_field_that_changed_says_from_what_to_what() {
        var after =
                new Row("x-1", null, Money.of("1.50", "GBP"), List.of("a"), BEFORE.customFields());
        assertThat(Differences.between(JSON, BEFORE, after).changes())
                .containsExactly(
                        new Change("name", json("\"Ada\""), json("null")),
                        new Change(
                                "value",
                                json("null"),
                                json("{\"amount\":\"1.50\",\"currency\":\"GBP\"}")));
    }

    @Test
    void custom_fields_are_told_by_name_and_patched_by_pointer() {
        var after =
                new Row("x-1", "Ada", null, List.of("a"), Map.of("tier", "silver", "since~", 1999));
        var differences = Differences.between(JSON, BEFORE, after);
        assertThat(differences.changes())
                .containsExactlyInAnyOrder(
                        new Change("customFields.tier", json("\"gold\""), json("\"silver\"")),
                        new Change("customFields.a/b", json("1"), null),
                        new Change("customFields.since~", null, json("1999")));
        assertThat(differences.operations())
                .containsExactlyInAnyOrder(
                        new Operation("replace", "/customFields/tier", json("\"silver\"")),
                        new Operation("remove", "/customFields/a~1b", null),
                        new Operation("add", "/customFields/since~0", json("1999")));
    }

    @Test
    void from_nothing_people_are_told_what_is_there_and_machines_everything() {
        var row = new Row("x-1", "Ada", null, List.of(), Map.of());
        var differences = Differences.between(JSON, null, row);
        assertThat(differences.changes())
                .containsExactly(new Change("name", null, json("\"Ada\"")));
        assertThat(differences.operations())
                .containsExactly(
                        new Operation("add", "/id", json("\"x-1\"")),
                        new Operation("add", "/name", json("\"Ada\"")),
                        new Operation("add", "/value", json("null")),
                        new Operation("add", "/tags", json("[]")),
                        new Operation("add", "/customFields", json("{}")));
    }

    @Test
    void equal_rows_do_not_differ() {
        assertThat(Differences.between(JSON, BEFORE, BEFORE).all()).isEmpty();
        assertThat(Differences.between(JSON, null, null).all()).isEmpty();
    }

    private static JsonNode json(String text) {
        return JSON.readTree(text);
    }
}
