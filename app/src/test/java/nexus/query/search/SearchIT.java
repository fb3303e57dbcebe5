package nexus.query.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.Role;
import nexus.platform.projection.Views;
import nexus.platform.query.Awaited;
import nexus.platform.query.ListRequest;
import nexus.platform.query.Moment;
import nexus.platform.security.Actor;
import nexus.platform.web.InvalidRequest;
import nexus.platform.web.NotReady;
import nexus.query.search.SearchAnswer.FacetValue;
import nexus.query.search.SearchAnswer.Found;
import nexus.query.search.SearchPending.Pending;
import nexus.testing.TestServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** Search on the real servers, each test in an organization of its own. */
@SpringBootTest
class SearchIT {

    /** The query side alone. */
    @SpringBootApplication(
            scanBasePackages = {"nexus.platform", "nexus.query"},
            nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
    static class QuerySide {}

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry registry) {
        TestServers.register(registry);
    }

    @Autowired JdbcClient db;
    @Autowired TransactionTemplate transactions;
    @Autowired Views views;
    @Autowired SearchPending pending;
    @Autowired RecordSearch search;
    @Autowired RecordIndex index;
    @Autowired SearchFreshness freshness;
    @Autowired SearchHealth health;
    @Autowired ElasticsearchClient elasticsearch;

    private Records records;

    private final String organization = "organization-" + UUID.randomUUID();

    @BeforeEach
    void records() {
        records = new Records(db, transactions, pending, views);
    }

    @Test
    void a_company_is_found_by_its_name_however_it_is_typed() {
        company("Cancity", "retail");
        company("Condax", "medical");

        for (var q : List.of("Cancity", "Cancitty", "canc", "CANCITY", "cancity ", "Cnacity")) {
            assertThat(titles(find("q", q, "type", "company"))).as(q).containsExactly("Cancity");
        }
    }

    @Test
    void the_deals_of_a_company_are_counted_exactly() {
        var cancity = company("Cancity", "retail");
        var other = company("Cangreen", "retail");
        for (int i = 0; i < 25; i++) {
            deal("GTX Basic " + i, Map.of("company_id", i < 13 ? cancity : other));
        }

        var answer = find("q", "Cancity", "type", "deal");

        assertThat(answer.pagination().total()).isEqualTo(13);
        assertThat(answer.data()).hasSize(10);
        assertThat(answer.data().getFirst().highlights())
                .containsEntry("companyName", List.of("<em>Cancity</em>"));
    }

    @Test
    void a_stranger_finds_nothing() {
        company("Cancity", "retail");
        assertThat(find("q", "Cancity").pagination().total()).isEqualTo(1);

        var stranger = now("organization-" + UUID.randomUUID());

        assertThat(search.search(criteria(stranger, "q", "Cancity")).pagination().total()).isZero();
        assertThat(search.search(criteria(stranger)).pagination().total()).isZero();
        assertThat(search.search(criteria(stranger)).facets().get("type")).isEmpty();
        assertThat(search.suggest(criteria(stranger, "q", "Can")).data()).isEmpty();
    }

    @Test
    void marks_on_letters_do_not_matter_in_either_direction() {
        contact("Zoë", "Müller", "zoe@example.com");

        for (var q : List.of("zoe muller", "ZOË MÜLLER", "Muller", "zoe")) {
            assertThat(titles(find("q", q))).as(q).containsExactly("Zoë Müller");
        }
    }

    @Test
    void words_are_all_wanted_in_whichever_field_they_are() {
        var company = company("Cancity", "retail");
        deal("Walk-in shower", Map.of("company_id", company));
        deal("Walk-in bath", Map.of("company_id", company));

        assertThat(titles(find("q", "cancity shower"))).containsExactly("Walk-in shower");
        assertThat(titles(find("q", "walk-in sho"))).containsExactly("Walk-in shower");
        assertThat(titles(find("q", "shower nowhere"))).isEmpty();
    }

    @Test
    void a_phrase_wants_its_words_in_their_order() {
        deal("Walk in shower", Map.of());
        deal("Shower to walk in", Map.of());

        assertThat(titles(find("q", "\"walk in shower\""))).containsExactly("Walk in shower");
        assertThat(titles(find("q", "walk in shower"))).hasSize(2);
    }

    @Test
    void what_is_not_wanted_is_not_found() {
        deal("Oak vanity", Map.of());
        deal("Oak mirror", Map.of());

        assertThat(titles(find("q", "oak -mirror"))).containsExactly("Oak vanity");
        assertThat(titles(find("q", "-mirror"))).containsExactly("Oak vanity");
        assertThat(titles(find("q", "oak -\"oak vanity\""))).containsExactly("Oak mirror");
    }

    @Test
    void a_field_narrows_what_a_word_would_find() {
        var cancity = company("Cancity", "retail");
        var pipeline = pipeline("Lead", "Closed Won");
        deal("One", Map.of("company_id", cancity, "pipeline_id", pipeline, "stage_id", "stage-0"));
        deal(
                "Cancity refit",
                Map.of("pipeline_id", pipeline, "stage_id", "stage-1", "status", "WON"));
        contact("Ann", "Oak", "ann.oak@example.com");

        assertThat(titles(find("q", "company:cancity type:deal"))).containsExactly("One");
        assertThat(titles(find("q", "stage:\"closed won\""))).containsExactly("Cancity refit");
        assertThat(titles(find("q", "stage:clo"))).containsExactly("Cancity refit");
        assertThat(titles(find("q", "status:won "))).containsExactly("Cancity refit");
        assertThat(titles(find("q", "email:ann.oak@example.com"))).containsExactly("Ann Oak");
        assertThat(titles(find("q", "type:contact "))).containsExactly("Ann Oak");
        assertThat(titles(find("q", "tag:vip "))).isEmpty();
    }

    @Test
    void a_telephone_number_is_found_however_it_is_spaced() {
        var id = contact("Ann", "Oak", "ann@example.com");
        records.put("contacts", organization, id, Map.of("phone", "+44 161 496-0000"));

        assertThat(titles(find("q", "441614960000"))).containsExactly("Ann Oak");
        assertThat(titles(find("q", "496-0000"))).containsExactly("Ann Oak");
    }

    @Test
    void facets_count_under_all_other_filters() {
        var pipeline = pipeline("Lead", "Closed Won");
        var anna = member("Anna", "Snelling");
        for (int i = 0; i < 5; i++) {
            deal(
                    "Deal " + i,
                    Map.of(
                            "pipeline_id",
                            pipeline,
                            "stage_id",
                            i < 2 ? "stage-0" : "stage-1",
                            "owner_id",
                            anna,
                            "source",
                            "web"));
        }
        var ann = contact("Ann", "Oak", "ann@example.com");
        records.put("contacts", organization, ann, Map.of("tags", "[\"vip\",\"Bath\"]"));

        var all = find();
        assertThat(all.facets())
                .containsEntry("type", List.of(value("deal", 5), value("contact", 1)))
                .containsEntry("source", List.of(value("web", 5)))
                .containsEntry("tag", List.of(value("Bath", 1), value("vip", 1)))
                .containsEntry("owner", List.of(new FacetValue(anna, "Anna Snelling", 5)));
        assertThat(all.facets().get("stage")).contains(value("Closed Won", 3), value("Lead", 2));

        var lead = find("stage", "lead");
        assertThat(lead.pagination().total()).isEqualTo(2);
        assertThat(lead.facets())
                .containsEntry("type", List.of(value("deal", 2)))
                .containsEntry("tag", List.of());
        assertThat(lead.facets().get("stage"))
                .as("its own filter does not hide what else could be chosen")
                .contains(value("Closed Won", 3), value("Lead", 2));
        assertThat(find("stage", "stage-1").pagination().total()).isEqualTo(3);
        assertThat(find("ownerId", anna, "stage", "Lead").pagination().total()).isEqualTo(2);
        assertThat(find("tag", "VIP").pagination().total()).isEqualTo(1);
        assertThat(find("ownerId", "user-x").pagination().total()).isZero();
    }

    @Test
    void without_words_the_newest_come_first_and_dates_limit_them() {
        deal("Old", Map.of("opened_at", "2016-10-20T00:00:00Z"));
        deal("Young", Map.of("opened_at", "2017-10-20T12:00:00Z"));

        assertThat(titles(find())).containsExactly("Young", "Old");
        assertThat(titles(find("to", "2016-10-20"))).containsExactly("Old");
        assertThat(titles(find("from", "2016-10-21"))).containsExactly("Young");
        assertThat(titles(find("from", "2017-10-20T12:00:00Z"))).containsExactly("Young");
        assertThat(titles(find("from", "2017-10-20T12:00:01Z"))).isEmpty();
    }

    @Test
    void pages_show_every_hit_once() {
        for (int i = 0; i < 23; i++) {
            deal("Same name", Map.of());
        }

        var seen = new ArrayList<String>();
        for (int page = 1; page <= 3; page++) {
            var answer = find("q", "same", "page", "" + page, "pageSize", "10");
            assertThat(answer.pagination().totalPages()).isEqualTo(3);
            answer.data().forEach(hit -> seen.add(hit.id()));
        }

        assertThat(seen).hasSize(23).doesNotHaveDuplicates();
    }

    @Test
    void the_palette_offers_eight_at_most_and_every_type() {
        var company = company("Oakland", "retail");
        for (int i = 0; i < 12; i++) {
            deal("Oak " + i, Map.of("company_id", company));
        }
        contact("Ann", "Oak", "ann@example.com");
        settle();

        var groups = search.suggest(criteria(now(organization), "q", "oa")).data();

        assertThat(groups)
                .extracting(SearchAnswer.Group::type)
                .containsExactlyInAnyOrder("company", "deal", "contact");
        assertThat(groups).flatExtracting(SearchAnswer.Group::items).hasSize(8);
        assertThat(groups.stream().flatMap(group -> group.items().stream()))
                .allMatch(item -> !item.title().isEmpty());
    }

    @Test
    void highlights_can_be_shown_as_they_are() {
        deal("<b>Oak</b> & pine", Map.of());

        assertThat(find("q", "oak").data().getFirst().highlights().get("title"))
                .containsExactly("&lt;b&gt;<em>Oak</em>&lt;&#x2F;b&gt; &amp; pine");
    }

    @Test
    void a_changed_name_is_found_in_all_that_names_it() {
        var company = company("Cancity", "retail");
        var anna = member("Anna", "Snelling");
        var pipeline = pipeline("Lead");
        var contact = contact("Zoe", "Moss", "zoe@example.com");
        records.put("contacts", organization, contact, Map.of("company_id", company));
        deal(
                "Shower",
                Map.of(
                        "company_id", company,
                        "owner_id", anna,
                        "contact_id", contact,
                        "pipeline_id", pipeline,
                        "stage_id", "stage-0"));
        assertThat(titles(find("q", "cancity", "type", "deal"))).containsExactly("Shower");

        records.put("companies", organization, company, Map.of("name", "Brightpool"));
        records.put("members", organization, anna, Map.of("last_name", "Winters"));
        records.put("contacts", organization, contact, Map.of("last_name", "Fern"));
        records.put("pipelines", organization, pipeline, Map.of("stages", stages("Enquiry")));

        for (var q : List.of("Brightpool", "Winters", "Fern", "Enquiry")) {
            assertThat(titles(find("q", q, "type", "deal"))).as(q).containsExactly("Shower");
        }
        assertThat(titles(find("q", "Brightpool", "type", "contact"))).containsExactly("Zoe Fern");
        for (var q : List.of("Cancity", "Snelling", "Moss", "Lead")) {
            assertThat(titles(find("q", q, "type", "deal"))).as(q).isEmpty();
        }
    }

    @Test
    void an_activity_is_found_by_what_is_written_about_it_and_by_whom_it_is_about() {
        var company = company("Cancity", "retail");
        var contact = contact("Zoe", "Moss", "zoe@example.com");
        var anna = member("Anna", "Snelling");
        activity(
                "CALL",
                "Talked about tiles",
                Map.of(
                        "description",
                        "She prefers terracotta",
                        "contact_id",
                        contact,
                        "company_id",
                        company,
                        "assignee_id",
                        anna,
                        "metadata",
                        "{\"outcome\": \"voicemail\"}",
                        "status",
                        "COMPLETED"));
        activity("TASK", "Order tiles", Map.of("status", "OPEN"));

        for (var q : List.of("terracotta", "voicemail", "cancity", "moss", "snelling", "call")) {
            assertThat(titles(find("q", q, "type", "activity")))
                    .as(q)
                    .containsExactly("Talked about tiles");
        }
        assertThat(find("q", "terracotta").data().getFirst().highlights())
                .containsEntry("body", List.of("She prefers <em>terracotta</em>"));
        assertThat(titles(find("q", "tiles kind:task "))).containsExactly("Order tiles");
        assertThat(titles(find("q", "tiles status:open "))).containsExactly("Order tiles");
        assertThat(titles(find("q", "tiles", "kind", "call", "ownerId", anna)))
                .containsExactly("Talked about tiles");
        assertThat(find("q", "tiles").facets())
                .containsEntry("type", List.of(value("activity", 2)))
                .containsEntry("kind", List.of(value("call", 1), value("task", 1)));
        settle();
        assertThat(search.suggest(criteria(now(organization), "q", "til")).data())
                .extracting(SearchAnswer.Group::type)
                .containsExactly("activity");

        records.put("contacts", organization, contact, Map.of("last_name", "Fern"));
        assertThat(titles(find("q", "fern", "type", "activity")))
                .containsExactly("Talked about tiles");
    }

    @Test
    void what_is_archived_is_not_found_until_it_is_restored() {
        var id = deal("Shower", Map.of());
        assertThat(titles(find("q", "shower"))).hasSize(1);

        records.put("deals", organization, id, Map.of("archived", "true"));
        assertThat(titles(find("q", "shower"))).isEmpty();

        records.put("deals", organization, id, Map.of("archived", "false"));
        assertThat(titles(find("q", "shower"))).hasSize(1);
    }

    @Test
    void hostile_questions_are_answered_or_refused_by_name() {
        deal("Shower", Map.of());
        settle();
        var random = new Random(11);
        var signs =
                "\"-: ab*?(){}[]\\/^~&|!<>=+.,;'%_#@$🛁é\u202e\u200bcompany:tag:"
                        .codePoints()
                        .toArray();
        var questions =
                new ArrayList<>(
                        List.of(
                                "*",
                                "?",
                                "\\",
                                "{\"match_all\":{}}",
                                "a OR 1=1",
                                "[* TO *]",
                                "/.*/",
                                "a".repeat(500),
                                "(".repeat(500),
                                "a ".repeat(250),
                                "é".repeat(499),
                                "\"".repeat(500),
                                "-".repeat(500),
                                "company:".repeat(60),
                                "\u202e"));
        for (int i = 0; i < 300; i++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                text.appendCodePoint(signs[random.nextInt(signs.length)]);
            }
            questions.add(text.toString());
        }
        var reader = now(organization);
        for (var q : questions) {
            assertThatCode(() -> search.search(criteria(reader, "q", q)))
                    .as(q)
                    .doesNotThrowAnyException();
            assertThatCode(() -> search.suggest(criteria(reader, "q", q)))
                    .as(q)
                    .doesNotThrowAnyException();
        }
        for (var wrong :
                List.of(
                        Map.of("q", "a".repeat(501)),
                        Map.of("page", "0"),
                        Map.of("page", "51", "pageSize", "200"),
                        Map.of("pageSize", "201"),
                        Map.of("from", "yesterday"),
                        Map.of("to", "2026-02-30"),
                        Map.of("to", "+99999-01-01T00:00:00Z"),
                        Map.of("organizationId", organization),
                        Map.of("q", "a\u0000b"))) {
            assertThatThrownBy(() -> criteria(reader, wrong)).isInstanceOf(InvalidRequest.class);
        }
        assertThatThrownBy(
                        () ->
                                SearchCriteria.of(
                                        new Moment.AsOf(reader.reader(), Instant.now()),
                                        new ListRequest(Map.of())))
                .isInstanceOf(InvalidRequest.class);
    }

    @Test
    void a_writing_that_comes_late_or_twice_changes_nothing() throws IOException {
        var id = deal("Right", Map.of());
        settle();
        var record = List.of(new Pending(RecordType.DEAL, id, organization, 1));
        var version = SearchPending.nextVersion(db);
        var right = SearchDocuments.read(db, record);

        assertThat(index.write(record, right, version).told()).hasSize(1);
        assertThat(index.write(record, right, version).told()).as("twice").hasSize(1);
        assertThat(index.write(record, Map.of(), version - 1).told()).as("late").hasSize(1);
        var wrong = Map.of(id, right.values().iterator().next().replace("Right", "Wrong"));
        assertThat(index.write(record, wrong, version - 1).told()).as("late").hasSize(1);

        index.refresh();
        assertThat(titles(find())).containsExactly("Right");
    }

    @Test
    void a_record_that_the_index_refuses_holds_up_no_other_and_is_tried_again_when_changed() {
        var bad = deal("Bad", Map.of("opened_at", "infinity"));
        deal("Good", Map.of());

        assertThat(titles(find())).containsExactly("Good");
        assertThat(deadLetters()).containsExactly(bad);

        records.put("deals", organization, bad, Map.of("opened_at", "2026-01-01T00:00:00Z"));
        assertThat(titles(find("q", "bad"))).containsExactly("Bad");
        Awaitility.await().untilAsserted(() -> assertThat(deadLetters()).isEmpty());
    }

    @Test
    void while_elasticsearch_is_away_nothing_is_lost_and_afterwards_it_catches_up() {
        deal("Before", Map.of());
        settle();
        TestServers.elasticsearch().kill();
        try {
            for (int i = 0; i < 20; i++) {
                deal("Meanwhile " + i, Map.of());
            }
            assertThatThrownBy(() -> search.search(criteria(now(organization))))
                    .isInstanceOf(NotReady.class);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> !health.check().healthy());
            assertThat(health.check().essential()).isFalse();
        } finally {
            TestServers.elasticsearch().restart();
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(
                        () ->
                                assertThat(
                                                search.search(criteria(now(organization)))
                                                        .pagination()
                                                        .total())
                                        .isEqualTo(21));
        Awaitility.await().until(() -> health.check().healthy());
    }

    @Test
    void a_wiped_index_fills_again_by_itself() throws IOException {
        var id = deal("Shower", Map.of());
        assertThat(titles(find("q", "shower"))).hasSize(1);

        var concrete =
                elasticsearch.indices().getAlias(of -> of.name(index.alias())).result().keySet();
        elasticsearch.indices().delete(gone -> gone.index(List.copyOf(concrete)));

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(
                        () ->
                                assertThat(search.search(criteria(now(organization))).data())
                                        .extracting(Found::id)
                                        .containsExactly(id));
    }

    @Test
    void who_waits_for_a_position_sees_it_at_once_or_is_told_to_come_back() {
        var id = deal("Shower", Map.of());

        freshness.await(now(organization), within(Duration.ofSeconds(5)));
        assertThat(search.search(criteria(now(organization))).data())
                .extracting(Found::id)
                .containsExactly(id);

        db.sql("insert into search_pending values ('deal', 'deal-x', :organization, 1, :position)")
                .param("organization", organization)
                .param("position", records.position() + 1)
                .update();
        transactions.executeWithoutResult(
                _ -> {
                    db.sql("select 1 from search_pending for update").query((_, _) -> 1).list();
                    assertThatCode(() -> freshness.await(now(organization), within(Duration.ZERO)))
                            .as("what was waited for before is known to be there")
                            .doesNotThrowAnyException();
                });
    }

    private Awaited within(Duration patience) {
        return new Awaited(records.position(), System.nanoTime() + patience.toNanos());
    }

    private List<String> deadLetters() {
        return db.sql("select id from search_dead_letter where organization_id = :organization")
                .param("organization", organization)
                .query((row, _) -> row.getString("id"))
                .list();
    }

    private String company(String name, String sector) {
        return put("companies", "company-", Map.of("name", name, "sector", sector));
    }

    private String contact(String firstName, String lastName, String email) {
        return put(
                "contacts",
                "contact-",
                Map.of("first_name", firstName, "last_name", lastName, "email", email));
    }

    private String deal(String name, Map<String, String> more) {
        var values =
                new HashMap<>(
                        Map.of(
                                "name", name,
                                "value", "1200.50",
                                "value_currency", "GBP",
                                "status", "OPEN",
                                "opened_at", "2026-01-01T00:00:00Z",
                                "custom_fields", "{\"room\": \"ensuite\"}"));
        values.putAll(more);
        return put("deals", "deal-", values);
    }

    private String activity(String type, String subject, Map<String, String> more) {
        var values =
                new HashMap<>(
                        Map.of(
                                "type", type,
                                "subject", subject,
                                "happened_at", "2026-01-01T00:00:00Z"));
        values.putAll(more);
        return put("activities", "activity-", values);
    }

    private String member(String firstName, String lastName) {
        return put("members", "user-", Map.of("first_name", firstName, "last_name", lastName));
    }

    private String pipeline(String... stages) {
        return put("pipelines", "pipeline-", Map.of("name", "Sales", "stages", stages(stages)));
    }

    private static String stages(String... names) {
        var stages = new ArrayList<String>();
        for (var name : names) {
            stages.add("{\"id\":\"stage-%d\",\"name\":\"%s\"}".formatted(stages.size(), name));
        }
        return stages.toString();
    }

    private String put(String view, String prefix, Map<String, String> values) {
        var id = prefix + UUID.randomUUID();
        var all = new HashMap<>(values);
        if (List.of("deals", "contacts", "companies", "activities").contains(view)) {
            all.put("archived", "false");
        }
        records.put(view, organization, id, all);
        return id;
    }

    /** Searches when all that was written is there. */
    private SearchAnswer find(String... parameters) {
        settle();
        return search.search(criteria(now(organization), parameters));
    }

    private void settle() {
        freshness.await(now(organization), within(Duration.ofSeconds(20)));
    }

    private static Moment now(String organization) {
        return new Moment.Now(
                new Actor(
                        Actor.Kind.USER,
                        "user-1",
                        "Reader",
                        new OrganizationId(organization),
                        Role.VIEWER));
    }

    private static SearchCriteria criteria(Moment moment, String... parameters) {
        var named = new HashMap<String, String>();
        for (int i = 0; i < parameters.length; i += 2) {
            named.put(parameters[i], parameters[i + 1]);
        }
        return criteria(moment, named);
    }

    private static SearchCriteria criteria(Moment moment, Map<String, String> parameters) {
        var lists = new HashMap<String, List<String>>();
        parameters.forEach((name, value) -> lists.put(name, List.of(value)));
        return SearchCriteria.of(moment, new ListRequest(lists));
    }

    private static List<String> titles(SearchAnswer answer) {
        return answer.data().stream().map(Found::title).toList();
    }

    private static FacetValue value(String value, long count) {
        return new FacetValue(value, null, count);
    }
}
