package nexus.query.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import nexus.app.EngineTest;
import nexus.testing.Client;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Search over every kind of record there is, by who wrote them and by a stranger. */
class SearchOfAllIT extends EngineTest {

    private static final Set<String> TYPES =
            Set.of("contact", "company", "deal", "activity", "document", "project", "campaign");

    private Client me;

    @BeforeEach
    void register() {
        me = registered();
    }

    @Test
    void every_kind_of_record_is_found_counted_offered_and_kept_from_strangers() {
        var company = make("/api/companies", "{\"name\":\"Zephyr Marble\"}");
        var contact =
                make(
                        "/api/contacts",
                        "{\"firstName\":\"Zephyrine\",\"companyId\":\"%s\"}".formatted(company));
        make(
                "/api/deals",
                "{\"name\":\"Zephyr wet room\",\"value\":{\"amount\":\"10.00\",\"currency\":\"GBP\"}}");
        make("/api/activities", "{\"type\":\"CALL\",\"subject\":\"Asked for Zephyr\"}");
        var project =
                make(
                        "/api/projects",
                        "{\"title\":\"Zephyr ensuite\",\"contactId\":\"%s\"}".formatted(contact));
        make("/api/campaigns", "{\"name\":\"Zephyr news\",\"type\":\"EMAIL\"}");
        upload(project, "zephyr-plan.txt", "Tiles in a herringbone of terracotta.");

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(types(search("q=zephyr"))).isEqualTo(TYPES));
        for (var type : TYPES) {
            var only = search("q=zephyr&type=" + type);
            assertThat(only.at("/data/0/type").asString()).as(type).isEqualTo(type);
            assertThat(types(only)).as("its own filter hides no other type").isEqualTo(TYPES);
            assertThat(search("q=type:" + type + " zephyr").at("/data/0/type").asString())
                    .isEqualTo(type);
        }
        var offered = new TreeSet<String>();
        me.get("/api/search/suggest?q=zeph")
                .json()
                .path("data")
                .forEach(group -> offered.add(group.path("type").asString()));
        assertThat(offered).isEqualTo(new TreeSet<>(TYPES));

        var stranger = registered();
        for (var q : List.of("q=zephyr", "q=herringbone", "")) {
            var found = stranger.get("/api/search?" + q).json();
            assertThat(found.at("/pagination/total").asInt()).as(q).isZero();
            assertThat(found.at("/facets/type").isEmpty()).as(q).isTrue();
        }
        assertThat(stranger.get("/api/search/suggest?q=zeph").json().path("data").isEmpty())
                .isTrue();
    }

    @Test
    void a_document_is_found_by_what_it_says() {
        var contact = make("/api/contacts", "{\"lastName\":\"Hartley\"}");
        upload(
                contact,
                "plan.txt",
                "The floor is laid in a herringbone of terracotta, the walls are plain.");

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () ->
                                assertThat(search("q=herringbone").at("/data/0/title").asString())
                                        .isEqualTo("plan.txt"));
        var found = search("q=herringbone");
        assertThat(found.at("/data/0/highlights/body/0").asString())
                .contains("<em>herringbone</em>");
        for (var q :
                List.of(
                        "q=%22herringbone of terracotta%22",
                        "q=plan hartley",
                        "q=terracotta&kind=floor-plan",
                        "q=kind:floor-plan terracotta",
                        "q=status:available terracotta")) {
            assertThat(search(q).at("/pagination/total").asInt()).as(q).isEqualTo(1);
        }
        assertThat(search("q=plan -herringbone").at("/pagination/total").asInt()).isZero();
        assertThat(search("q=%22terracotta herringbone%22").at("/pagination/total").asInt())
                .isZero();
    }

    private String make(String path, String body) {
        var made = me.post(path, body);
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        return made.id();
    }

    private void upload(String record, String name, String text) {
        var form =
                """
                --part\r
                Content-Disposition: form-data; name="meta"\r
                Content-Type: application/json\r
                \r
                {"recordId":"%s","kind":"floor-plan"}\r
                --part\r
                Content-Disposition: form-data; name="file"; filename="%s"\r
                Content-Type: text/plain\r
                \r
                %s\r
                --part--\r
                """
                        .formatted(record, name, text);
        var made =
                me.send(
                        "POST",
                        "/api/documents",
                        form.getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "multipart/form-data; boundary=part");
        assertThat(made.status()).as("%s", made).isEqualTo(201);
    }

    private JsonNode search(String query) {
        var found = me.get("/api/search?" + query.replace(" ", "%20"));
        assertThat(found.status()).as("%s", found).isEqualTo(200);
        return found.json();
    }

    private static Set<String> types(JsonNode found) {
        var types = new TreeSet<String>();
        found.at("/facets/type").forEach(value -> types.add(value.path("value").asString()));
        return types;
    }
}
