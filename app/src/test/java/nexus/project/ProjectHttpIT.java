package nexus.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import nexus.api.CommandResult.Accepted;
import nexus.api.document.DocumentId;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.Role;
import nexus.api.project.Gate.Requirement;
import nexus.api.project.ProjectCommand.ProvideProjectDocument;
import nexus.api.project.ProjectId;
import nexus.api.project.ProjectStage;
import nexus.api.project.RequirementKind;
import nexus.api.project.Rulebook;
import nexus.app.EngineTest;
import nexus.platform.NewId;
import nexus.platform.decider.CommandContext;
import nexus.platform.decider.Commands;
import nexus.platform.security.Actor;
import nexus.testing.Client;
import nexus.testing.Client.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class ProjectHttpIT extends EngineTest {

    private static final String NEW_CLIENT =
            """
            {"client":{"firstName":"Ada","lastName":"Hartley","email":"ada@example.com",
              "postcode":"LS1 4AP"},"title":"Bathroom","priority":"HIGH"}\
            """;

    @Autowired Commands commands;

    Client me;
    Client stranger;

    @BeforeEach
    void register() {
        me = registered();
        stranger = registered();
    }

    private Answer ok(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isIn(200, 201);
        return answer;
    }

    private String opened() {
        return ok(me.post("/api/projects", NEW_CLIENT)).id();
    }

    private String opened(String value) {
        return ok(me.post(
                        "/api/projects",
                        """
                        {"client":{"lastName":"Hartley"},
                         "contractValue":{"amount":"%s","currency":"GBP"}}\
                        """
                                .formatted(value)))
                .id();
    }

    private JsonNode project(String id) {
        return ok(me.get("/api/projects/" + id)).json();
    }

    private Answer move(String id, ProjectStage to) {
        return me.put("/api/projects/" + id + "/stage", "{\"stage\":\"" + to + "\"}");
    }

    private Answer satisfy(String id, String key) {
        return me.put("/api/projects/" + id + "/requirements/" + key, "{\"satisfied\":true}");
    }

    private Answer pay(String id, String kind, String amount) {
        return me.post(
                "/api/projects/" + id + "/payments",
                """
                {"amount":{"amount":"%s","currency":"GBP"},"kind":"%s"}\
                """
                        .formatted(amount, kind));
    }

    private String organization() {
        return me.get("/api/organization").json().path("id").asString();
    }

    /** As whoever keeps documents tells of one that can be read. */
    private void provide(String id, String kind) {
        var system =
                new Actor(
                        Actor.Kind.SYSTEM,
                        "documents",
                        "Documents",
                        new OrganizationId(organization()),
                        Role.OWNER);
        assertThat(
                        commands.send(
                                new ProvideProjectDocument(
                                        new ProjectId(id),
                                        new DocumentId(NewId.of(DocumentId.PREFIX)),
                                        kind),
                                CommandContext.of(system, "request")))
                .isInstanceOf(Accepted.class);
    }

    /** Does all that a gate asks for. */
    private void meet(String id, ProjectStage stage) {
        for (var asked : Rulebook.current().gate(stage).requirements()) {
            if (asked.kind() == RequirementKind.DOCUMENT) {
                IntStream.range(0, asked.key().equals(Requirement.SITE_PHOTOS) ? 4 : 1)
                        .forEach(_ -> provide(id, asked.key()));
            } else if (!asked.derived()) {
                ok(satisfy(id, asked.key()));
            }
        }
        switch (stage) {
            case SALE_CLIENT_COMMITS -> ok(pay(id, "DEPOSIT", "1000.00"));
            case PAYMENT_75_PROJECT_HANDOVER -> ok(pay(id, "PROGRESS", "6500.00"));
            case INSTALLATION_IN_PROGRESS ->
                    ok(
                            me.post(
                                    "/api/projects/" + id + "/check-ins",
                                    "{\"lat\":53.8,\"lon\":-1.5}"));
            case COMPLETED -> ok(pay(id, "FINAL", "2500.00"));
            default -> {}
        }
    }

    private static List<String> keys(JsonNode list) {
        return list.valueStream().map(gap -> gap.path("key").asString()).toList();
    }

    @Test
    void a_project_is_opened_with_its_client_and_can_be_read_at_once() {
        var answer = ok(me.post("/api/projects", NEW_CLIENT));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).isEqualTo("/api/projects/" + answer.id());
        var showroom = me.get("/api/showrooms").json().at("/data/0");
        var project = project(answer.id());
        assertThat(project.path("number").asString())
                .isEqualTo(showroom.path("code").asString() + "-000001");
        assertThat(project.path("showroomId")).isEqualTo(showroom.path("id"));
        assertThat(project.path("clientName").asString()).isEqualTo("Ada Hartley");
        assertThat(project.path("stage").asString()).isEqualTo("ENQUIRY");
        assertThat(project.path("status").asString()).isEqualTo("ACTIVE");
        assertThat(project.path("priority").asString()).isEqualTo("HIGH");
        assertThat(project.path("requirements")).hasSize(Rulebook.current().requirements().size());
        assertThat(project.path("dealId").isNull()).isTrue();
        var contact = me.get("/api/contacts/" + project.path("contactId").asString()).json();
        assertThat(contact.path("email").asString()).isEqualTo("ada@example.com");
    }

    @Test
    void it_needs_a_client_and_one_only() {
        assertThat(me.post("/api/projects", "{}").field()).isEqualTo("contactId");
        var contact = project(opened()).path("contactId").asString();
        assertThat(ok(me.post("/api/projects", "{\"contactId\":\"" + contact + "\"}")).status())
                .isEqualTo(201);
        assertThat(
                        me.post(
                                        "/api/projects",
                                        "{\"contactId\":\"%s\",\"client\":{\"lastName\":\"B\"}}"
                                                .formatted(contact))
                                .field())
                .isEqualTo("client");
        assertThat(stranger.post("/api/projects", "{\"contactId\":\"" + contact + "\"}").status())
                .isEqualTo(422);
        assertThat(
                        me.post(
                                        "/api/projects",
                                        "{\"contactId\":\"%s\",\"showroomId\":\"%s\"}"
                                                .formatted(
                                                        contact,
                                                        stranger.get("/api/showrooms")
                                                                .json()
                                                                .at("/data/0/id")
                                                                .asString()))
                                .status())
                .isEqualTo(422);
        var nobody = me.post("/api/projects", "{\"client\":{\"phone\":\"0113 4960000\"}}");
        assertThat(nobody.status()).as("a client has a name or an address").isEqualTo(422);
        assertThat(project(opened()).path("number").asString())
                .as("what was refused has taken no number")
                .endsWith("-000003");
    }

    @Test
    void the_same_again_under_an_id_of_ones_own_changes_nothing() {
        var id = NewId.of(ProjectId.PREFIX);
        assertThat(me.put("/api/projects/" + id, NEW_CLIENT).status()).isEqualTo(201);
        assertThat(me.put("/api/projects/" + id, NEW_CLIENT).status()).isEqualTo(200);
        assertThat(me.put("/api/projects/" + id, "{\"client\":{\"lastName\":\"B\"}}").status())
                .isEqualTo(409);
        assertThat(project(opened()).path("number").asString()).endsWith("-000002");
        var key = UUID.randomUUID().toString();
        var first = me.post("/api/projects", NEW_CLIENT, "Idempotency-Key", key);
        var again = me.post("/api/projects", NEW_CLIENT, "Idempotency-Key", key);
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(project(opened()).path("number").asString()).endsWith("-000004");
    }

    @Test
    void sixty_four_at_once_in_one_showroom_have_consecutive_numbers() throws Exception {
        var before = opened();
        var opening =
                IntStream.range(0, 64)
                        .<Callable<Answer>>mapToObj(
                                _ ->
                                        () ->
                                                anonymous()
                                                        .withToken(me.token())
                                                        .post("/api/projects", NEW_CLIENT))
                        .toList();
        try (var at = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = at.invokeAll(opening).stream().map(Future::resultNow).toList();
            assertThat(answers).allMatch(answer -> answer.status() == 201);
        }
        opened(); // whoever has seen this one has seen all
        var numbers =
                IntStream.rangeClosed(1, 7)
                        .boxed()
                        .flatMap(
                                page ->
                                        me.get("/api/projects?sort=number&page=" + page)
                                                .json()
                                                .path("data")
                                                .valueStream())
                        .map(row -> row.path("number").asString().substring(4))
                        .toList();
        assertThat(numbers)
                .isEqualTo(IntStream.rangeClosed(1, 66).mapToObj("%06d"::formatted).toList());
        assertThat(project(before).path("number").asString()).endsWith("-000001");
    }

    @Test
    void each_showroom_counts_for_itself() {
        var leeds = ok(me.post("/api/showrooms", "{\"name\":\"Leeds\"}")).id();
        opened();
        var id =
                ok(me.post(
                                "/api/projects",
                                "{\"client\":{\"lastName\":\"B\"},\"showroomId\":\"%s\"}"
                                        .formatted(leeds)))
                        .id();
        assertThat(project(id).path("number").asString()).isEqualTo("LDS-000001");
        assertThat(project(id).path("showroomName").asString()).isEqualTo("Leeds");
    }

    @Test
    void a_move_is_refused_with_what_is_missing_which_a_check_tells_beforehand() {
        var id = opened();
        var check = ok(me.get("/api/projects/" + id + "/stages/CONSULTATION_BOOKED/check")).json();
        var refused = move(id, ProjectStage.CONSULTATION_BOOKED);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("project.gate-not-met");
        assertThat(refused.json().path("missing")).isEqualTo(check.path("missing")).hasSize(6);
        assertThat(refused.json().path("waivable")).isEqualTo(check.path("waivable")).hasSize(6);
        assertThat(check.path("canAdvance").asBoolean()).isFalse();
        assertThat(check.at("/missing/0/stage").asString()).isEqualTo("ENGAGED_ENQUIRY");

        meet(id, ProjectStage.ENGAGED_ENQUIRY);
        ok(satisfy(id, "client-confirmed"));
        var after = ok(me.get("/api/projects/" + id + "/stages/ENGAGED_ENQUIRY/check")).json();
        assertThat(after.path("canAdvance").asBoolean()).isTrue();
        assertThat(after.path("missing")).isEmpty();
        ok(move(id, ProjectStage.ENGAGED_ENQUIRY));
        assertThat(keys(move(id, ProjectStage.CONSULTATION_BOOKED).json().path("missing")))
                .containsExactly("consultation-scheduled", "consultation-confirmation");
    }

    @Test
    void a_project_comes_through_all_thirteen_stages() {
        var id = opened("10000.00");
        for (var stage : Rulebook.current().way(ProjectStage.ENQUIRY, ProjectStage.COMPLETED)) {
            assertThat(move(id, stage).code()).isEqualTo("project.gate-not-met");
            meet(id, stage);
            ok(move(id, stage));
            assertThat(project(id).path("stage").asString()).isEqualTo(stage.name());
        }
        var done = project(id);
        assertThat(done.path("status").asString()).isEqualTo("COMPLETED");
        assertThat(done.at("/balance/amount").asString()).isEqualTo("0.00");
        assertThat(done.at("/paid/amount").asString()).isEqualTo("10000.00");
        assertThat(done.path("stages")).hasSize(13);
        assertThat(done.path("payments")).hasSize(3);
        assertThat(done.at("/checkIns/0/onSite").asBoolean()).isTrue();
        assertThat(
                        done.path("requirements")
                                .valueStream()
                                .filter(one -> one.path("state").asString().equals("OPEN"))
                                .map(one -> one.path("key").asString()))
                .containsExactly("loss-reason-report");
        assertThat(move(id, ProjectStage.COMPLETION_SIGN_OFF).code())
                .isEqualTo("project.illegal-transition");

        ok(me.post("/api/projects/" + id + "/reopen", "{\"reason\":\"The tap leaks\"}"));
        var warranty = project(id);
        assertThat(warranty.path("warranty").asBoolean()).isTrue();
        assertThat(warranty.path("stage").asString()).isEqualTo("COMPLETION_SIGN_OFF");
        assertThat(keys(move(id, ProjectStage.COMPLETED).json().path("missing")))
                .containsExactly("project-closed");
    }

    @Test
    void a_fast_forward_passes_every_gate_that_is_met_under_one_correlation() {
        var id = opened("10000.00");
        for (var stage :
                Rulebook.current().way(ProjectStage.ENQUIRY, ProjectStage.SURVEY_COMPLETE)) {
            meet(id, stage);
        }
        ok(move(id, ProjectStage.SURVEY_COMPLETE));
        var entries =
                me.get("/api/projects/" + id + "/history?pageSize=200")
                        .json()
                        .path("data")
                        .valueStream()
                        .filter(
                                entry ->
                                        entry.path("type")
                                                .asString()
                                                .equals("project.stage-entered@1"))
                        .toList();
        assertThat(entries).hasSize(4);
        assertThat(entries.stream().map(entry -> entry.path("correlationId").asString()).distinct())
                .hasSize(1);
        assertThat(entries.getFirst().at("/payload/rulesVersion").asInt()).isOne();
        assertThat(entries.getFirst().path("changes").toString())
                .contains("QUALIFIED_LEAD", "SURVEY_COMPLETE");
    }

    @Test
    void what_is_derived_cannot_be_ticked_off() {
        var id = opened();
        for (var asked : Rulebook.current().requirements()) {
            if (asked.derived()) {
                assertThat(satisfy(id, asked.key()).code())
                        .isEqualTo("project.requirement-derived");
            }
        }
        assertThat(satisfy(id, "tea-served").status()).isEqualTo(404);
    }

    @Test
    void who_may_waives_and_who_may_not_is_refused() {
        var id = opened();
        var waive = "/requirements/enquiry-form/waive";
        var reason = "{\"reason\":\"Known client\"}";
        var member = member("MEMBER", "");
        var manager = member("MEMBER", ",\"jobRoles\":[\"SALES_MANAGER\"]");
        var other = member("MEMBER", ",\"jobRoles\":[\"PROJECT_MANAGER\"]");
        for (var nobody : List.of(member, other)) {
            var refused = nobody.post("/api/projects/" + id + waive, reason);
            assertThat(refused.status()).as("%s", refused).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("project.waiver-not-allowed");
        }
        assertThat(member("VIEWER", "").post("/api/projects/" + id + waive, reason).status())
                .isEqualTo(403);
        ok(manager.post("/api/projects/" + id + waive, reason));
        var waived =
                manager.get("/api/projects/" + id)
                        .json()
                        .path("requirements")
                        .valueStream()
                        .filter(one -> one.path("key").asString().equals("enquiry-form"))
                        .findFirst()
                        .orElseThrow();
        assertThat(waived.path("state").asString()).isEqualTo("WAIVED");
        assertThat(waived.path("note").asString()).isEqualTo("Known client");
        ok(me.post("/api/projects/" + id + "/requirements/warranty-issued/waive", reason));
        var numbers = me.get("/api/analytics/projects").json();
        assertThat(numbers.at("/waivers/0/reason").asString()).isEqualTo("Known client");
        assertThat(numbers.at("/waivers/0/count").asInt()).isEqualTo(2);
    }

    private Client member(String role, String more) {
        var email = UUID.randomUUID() + "@example.com";
        ok(
                me.post(
                        "/api/organization/members",
                        """
                        {"email":"%s","password":"staple-horse-4711","firstName":"Sue",
                         "lastName":"Veyor","role":"%s"%s}\
                        """
                                .formatted(email, role, more)));
        var in =
                anonymous()
                        .post(
                                "/api/auth/login",
                                "{\"email\":\"%s\",\"password\":\"staple-horse-4711\"}"
                                        .formatted(email));
        return anonymous().withToken(in.json().path("accessToken").asString());
    }

    @Test
    void whoever_of_the_salespeople_has_the_least_to_do_is_responsible() {
        var first = member("MEMBER", ",\"jobRoles\":[\"SALESPERSON\"]");
        var second = member("MEMBER", ",\"jobRoles\":[\"SALESPERSON\"]");
        var ids = Set.of(idOf(first), idOf(second));
        var responsible =
                IntStream.range(0, 4)
                        .mapToObj(_ -> project(opened()).path("responsibleId").asString())
                        .toList();
        assertThat(responsible.subList(0, 2)).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(responsible.subList(2, 4)).containsExactlyInAnyOrderElementsOf(ids);
        var named =
                ok(me.post(
                                "/api/projects",
                                "{\"client\":{\"lastName\":\"B\"},\"responsibleId\":\"%s\"}"
                                        .formatted(idOf(first))))
                        .id();
        assertThat(project(named).path("responsibleId").asString()).isEqualTo(idOf(first));
        assertThat(project(named).path("responsibleName").asString()).isEqualTo("Sue Veyor");
    }

    private static String idOf(Client client) {
        return client.get("/api/me").json().at("/user/id").asString();
    }

    @Test
    void on_hold_nothing_moves_and_the_clock_stands() {
        var id = opened();
        meet(id, ProjectStage.ENGAGED_ENQUIRY);
        ok(me.post("/api/projects/" + id + "/hold", "{\"reason\":\"Abroad\"}"));
        assertThat(move(id, ProjectStage.ENGAGED_ENQUIRY).code())
                .isEqualTo("project.illegal-transition");
        var held = project(id);
        assertThat(held.path("status").asString()).isEqualTo("ON_HOLD");
        assertThat(held.at("/clock/heldSince").isNull()).isFalse();
        ok(me.post("/api/projects/" + id + "/resume", ""));
        ok(move(id, ProjectStage.ENGAGED_ENQUIRY));
        ok(me.post("/api/projects/" + id + "/cancel", ""));
        assertThat(project(id).path("status").asString()).isEqualTo("CANCELLED");
        assertThat(me.post("/api/projects/" + id + "/resume", "{}").code())
                .isEqualTo("project.closed");
    }

    @Test
    void a_sale_is_given_up_with_a_reason_and_its_report() {
        var id = opened();
        assertThat(me.post("/api/projects/" + id + "/lose", "{}").status()).isEqualTo(400);
        var refused = me.post("/api/projects/" + id + "/lose", "{\"reason\":\"Price\"}");
        assertThat(keys(refused.json().path("missing"))).containsExactly("loss-reason-report");
        provide(id, "loss-reason-report");
        ok(me.post("/api/projects/" + id + "/lose", "{\"reason\":\"Price\"}"));
        var lost = project(id);
        assertThat(lost.path("stage").asString()).isEqualTo("LOST_NOT_PROCEEDING");
        assertThat(lost.path("endReason").asString()).isEqualTo("Price");
    }

    @Test
    void the_way_back_needs_a_reason_and_further_a_manager() {
        var id = opened();
        meet(id, ProjectStage.ENGAGED_ENQUIRY);
        meet(id, ProjectStage.CONSULTATION_BOOKED);
        ok(move(id, ProjectStage.CONSULTATION_BOOKED));
        assertThat(move(id, ProjectStage.ENGAGED_ENQUIRY).code())
                .isEqualTo("project.reason-needed");
        var back = "{\"stage\":\"ENQUIRY\",\"reason\":\"Other house\"}";
        assertThat(member("MEMBER", "").put("/api/projects/" + id + "/stage", back).code())
                .isEqualTo("project.manager-needed");
        ok(me.put("/api/projects/" + id + "/stage", back));
        assertThat(project(id).path("stage").asString()).isEqualTo("ENQUIRY");
        ok(move(id, ProjectStage.CONSULTATION_BOOKED)); // what was done stays done
    }

    @Test
    void money_is_counted_against_the_contract_with_its_variations() {
        var id = opened("1000.00");
        ok(pay(id, "DEPOSIT", "300.00"));
        ok(
                me.post(
                        "/api/projects/" + id + "/variations",
                        """
                        {"amount":{"amount":"-100.00","currency":"GBP"},"reason":"No heated floor"}\
                        """));
        var project = project(id);
        assertThat(project.at("/contractValue/amount").asString()).isEqualTo("1000.00");
        assertThat(project.at("/contractTotal/amount").asString()).isEqualTo("900.00");
        assertThat(project.at("/balance/amount").asString()).isEqualTo("600.00");
        assertThat(pay(id, "REFUND", "300.01").code()).isEqualTo("project.refund-exceeds-paid");
        assertThat(pay(id, "DEPOSIT", "0.00").field()).isEqualTo("amount");
        ok(
                me.patch(
                        "/api/projects/" + id,
                        "{\"contractValue\":{\"amount\":\"2000.00\",\"currency\":\"GBP\"}}"));
        assertThat(project(id).at("/balance/amount").asString()).isEqualTo("1600.00");
    }

    @Test
    void a_quote_is_added_up_and_holds_for_28_days() {
        var id = opened();
        ok(
                me.post(
                        "/api/projects/" + id + "/quotes",
                        """
                        {"lines":[{"description":"Bath","quantity":2,"vatRate":20,
                          "unitPrice":{"amount":"399.99","currency":"GBP"}}],
                         "occurredAt":"2026-01-05T10:00:00Z"}\
                        """));
        var quote = project(id).path("quote");
        assertThat(quote.at("/net/amount").asString()).isEqualTo("799.98");
        assertThat(quote.at("/vat/amount").asString()).isEqualTo("160.00");
        assertThat(quote.path("validUntil").asString()).isEqualTo("2026-02-02");
        var check = me.get("/api/projects/" + id + "/stages/SALE_CLIENT_COMMITS/check").json();
        assertThat(keys(check.path("missing"))).contains("quote-not-expired");
        assertThat(keys(check.path("waivable"))).doesNotContain("quote-not-expired");
    }

    @Test
    void nobody_installs_at_two_sites_on_a_day() {
        var one = opened();
        var other = opened();
        var fitter = idOf(me);
        var days =
                """
                {"startsOn":"2099-03-0%d","endsOn":"2099-03-0%d","installerIds":["%s"]}\
                """;
        ok(me.put("/api/projects/" + one + "/installation", days.formatted(2, 4, fitter)));
        var refused =
                me.put("/api/projects/" + other + "/installation", days.formatted(4, 6, fitter));
        assertThat(refused.code()).isEqualTo("project.installer-double-booked");
        assertThat(refused.json().path("day").asString()).isEqualTo("2099-03-04");
        ok(me.put("/api/projects/" + one + "/installation", days.formatted(1, 3, fitter)));
        ok(me.put("/api/projects/" + other + "/installation", days.formatted(4, 6, fitter)));
        ok(me.post("/api/projects/" + other + "/cancel", "{}"));
        ok(me.put("/api/projects/" + one + "/installation", days.formatted(3, 5, fitter)));
        assertThat(project(one).at("/installation/endsOn").asString()).isEqualTo("2099-03-05");
        assertThat(
                        stranger.put(
                                        "/api/projects/" + one + "/installation",
                                        days.formatted(1, 1, fitter))
                                .status())
                .isEqualTo(422);
    }

    @Test
    void snags_are_noted_and_put_right_and_the_fence_is_watched() {
        var id = opened();
        var path = "/api/projects/" + id;
        ok(me.patch(path, "{\"site\":{\"lat\":53.7997,\"lon\":-1.5492,\"radius\":100}}"));
        ok(me.post(path + "/check-ins", "{\"lat\":53.8100,\"lon\":-1.5492,\"accuracy\":15}"));
        assertThat(project(id).at("/checkIns/0/onSite").asBoolean()).isFalse();
        assertThat(
                        me.get(path + "/stages/ENGAGED_ENQUIRY/check")
                                .json()
                                .at("/warnings/0/code")
                                .asString())
                .isEqualTo("off-site");
        ok(me.post(path + "/snags", "{\"title\":\"Leak\",\"severity\":\"CRITICAL\"}"));
        var snag = project(id).at("/snags/0/id").asString();
        ok(me.patch(path + "/snags/" + snag, "{\"state\":\"FIXED\"}"));
        assertThat(project(id).at("/snags/0/state").asString()).isEqualTo("FIXED");
        assertThat(me.patch(path + "/snags/" + NewId.of("snag"), "{\"state\":\"FIXED\"}").status())
                .isEqualTo(404);
    }

    @Test
    void the_board_counts_all_of_a_stage_and_the_list_goes_on_where_it_ends() {
        opened("100.00");
        opened("200.00");
        var cancelled = opened("400.00");
        ok(me.post("/api/projects/" + cancelled + "/cancel", "{}"));
        var board = me.get("/api/projects/board?perStage=1").json();
        assertThat(board.path("stages")).hasSize(14);
        var enquiry = board.at("/stages/0");
        assertThat(enquiry.path("count").asInt()).isEqualTo(2);
        assertThat(enquiry.at("/total/amount").asString()).isEqualTo("300.00");
        assertThat(enquiry.path("projects")).hasSize(1);
        var rest =
                me.get(
                                "/api/projects?stage=ENQUIRY&cancelled=false&sort=-stageEnteredAt&cursor="
                                        + enquiry.path("nextCursor").asString())
                        .json();
        assertThat(rest.path("data")).hasSize(1);
        assertThat(rest.at("/data/0/contractTotal/amount").asString()).isEqualTo("100.00");
        assertThat(me.get("/api/projects?status=CANCELLED").json().path("data")).hasSize(1);
        assertThat(me.get("/api/projects?contractTotal.gte=200").json().path("data")).hasSize(2);
        assertThat(stranger.get("/api/projects").json().path("data")).isEmpty();
        assertThat(stranger.get("/api/projects/board").json().at("/stages/0/count").asInt())
                .isZero();
        var theirs = stranger.get("/api/analytics/projects").json();
        assertThat(theirs.at("/stages/0/current").asInt()).isZero();
        assertThat(me.get("/api/analytics/projects").json().at("/stages/0/current").asInt())
                .isEqualTo(2);
    }

    @Test
    void the_past_is_told_as_it_was_known_and_as_it_was() {
        var id =
                ok(me.post(
                                "/api/projects",
                                """
                                {"client":{"lastName":"Hartley"},
                                 "occurredAt":"2026-01-05T10:00:00Z"}\
                                """))
                        .id();
        var known = project(id).path("updatedAt").asString();
        meet(id, ProjectStage.ENGAGED_ENQUIRY);
        ok(
                me.put(
                        "/api/projects/" + id + "/stage",
                        "{\"stage\":\"ENGAGED_ENQUIRY\",\"occurredAt\":\"2026-01-12T10:00:00Z\"}"));
        var path = "/api/projects/" + id;
        assertThat(me.get(path + "?asOf=" + known).json().path("stage").asString())
                .isEqualTo("ENQUIRY");
        var was = me.get(path + "?effectiveAt=2026-01-10T00:00:00Z").json();
        assertThat(was.path("stage").asString()).isEqualTo("ENQUIRY");
        assertThat(was.at("/clock/overdue").asBoolean()).isTrue();
        assertThat(
                        me.get(path + "?effectiveAt=2026-01-13T00:00:00Z")
                                .json()
                                .path("stage")
                                .asString())
                .isEqualTo("ENGAGED_ENQUIRY");
        assertThat(me.get(path + "?effectiveAt=2026-01-01T00:00:00Z").status()).isEqualTo(404);
        var board = me.get("/api/projects/board?effectiveAt=2026-01-10T00:00:00Z").json();
        assertThat(board.at("/stages/0/overdue").asInt()).isOne();
        var diff = me.get(path + "/diff?from=0").json();
        assertThat(diff.path("changes").toString()).contains("requirements.enquiry-form");
        var numbers = me.get("/api/analytics/projects").json();
        assertThat(numbers.at("/stages/0/days/mean").asDouble()).isEqualTo(7.0);
        assertThat(numbers.at("/stages/0/onTimeRate").asDouble()).isZero();
        assertThat(numbers.path("bottleneck").asString()).isEqualTo("ENQUIRY");
    }

    @Test
    void numbers_and_names_that_nobody_would_write_are_refused() {
        var path = "/api/projects/" + opened();
        assertThat(me.post(path + "/check-ins", "{\"lat\":0E+2000000000,\"lon\":1}").field())
                .isEqualTo("lat");
        assertThat(me.post(path + "/check-ins", "{\"lat\":1E+400,\"lon\":1}").field())
                .isEqualTo("lat");
        assertThat(me.post(path + "/check-ins", "{\"lat\":1E-400,\"lon\":1}").field())
                .isEqualTo("lat");
        assertThat(me.get(path + "/stages/TEA_TIME/check").status()).isEqualTo(400);
        assertThat(me.put(path + "/stage", "{\"stage\":\"TEA_TIME\"}").field()).isEqualTo("stage");
    }

    @Test
    void a_project_is_found_by_its_number_its_title_and_its_client() {
        var id = opened();
        var number = project(id).path("number").asString();
        for (var words : List.of(number, "bathroom", "hartley")) {
            var hits = me.get("/api/search?type=project&q=" + words).json().path("data");
            assertThat(hits.valueStream().map(hit -> hit.path("id").asString()))
                    .as(words)
                    .containsExactly(id);
        }
        assertThat(stranger.get("/api/search?q=hartley").json().path("data")).isEmpty();
    }

    @Test
    void what_is_archived_is_hidden_until_it_is_restored() {
        var id = opened();
        assertThat(member("MEMBER", "").delete("/api/projects/" + id).status()).isEqualTo(403);
        ok(me.delete("/api/projects/" + id));
        assertThat(me.get("/api/projects").json().path("data")).isEmpty();
        assertThat(move(id, ProjectStage.ENGAGED_ENQUIRY).code()).isEqualTo("record.archived");
        ok(me.post("/api/projects/" + id + "/restore", ""));
        assertThat(me.get("/api/projects").json().path("data")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    |                              |",
                "GET    | /history                     |",
                "GET    | /diff?from=0                 |",
                "GET    | /stages/ENGAGED_ENQUIRY/check|",
                "PATCH  |                              | {\"title\":\"Mine\"}",
                "DELETE |                              |",
                "POST   | /restore                     | ",
                "PUT    | /stage                       | {\"stage\":\"ENGAGED_ENQUIRY\"}",
                "POST   | /hold                        | {}",
                "POST   | /resume                      | {}",
                "POST   | /cancel                      | {}",
                "POST   | /lose                        | {\"reason\":\"x\"}",
                "POST   | /reopen                      | {\"reason\":\"x\"}",
                "PUT    | /requirements/client-confirmed | {\"satisfied\":true}",
                "POST   | /requirements/enquiry-form/waive | {\"reason\":\"x\"}",
                "POST   | /payments |"
                        + " {\"amount\":{\"amount\":\"1.00\",\"currency\":\"GBP\"},\"kind\":\"DEPOSIT\"}",
                "POST   | /variations |"
                        + " {\"amount\":{\"amount\":\"1.00\",\"currency\":\"GBP\"},\"reason\":\"x\"}",
                "POST   | /quotes |"
                        + " {\"lines\":[{\"description\":\"x\",\"quantity\":1,\"vatRate\":0,\"unitPrice\":{\"amount\":\"1.00\",\"currency\":\"GBP\"}}]}",
                "PUT    | /installation | {\"startsOn\":\"2099-03-01\",\"endsOn\":\"2099-03-02\"}",
                "POST   | /check-ins | {\"lat\":1,\"lon\":1}",
                "POST   | /snags | {\"title\":\"x\",\"severity\":\"MINOR\"}",
                "PATCH  | /snags/snag-01990000-0000-7000-8000-000000000001 | {\"state\":\"FIXED\"}"
            })
    void a_stranger_finds_nothing_and_changes_nothing(String method, String call, String body) {
        var id = opened();
        var before = project(id).path("version");
        var path = "/api/projects/" + id + (call == null ? "" : call);
        var bytes = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
        assertThat(stranger.send(method, path, bytes).status()).isEqualTo(404);
        assertThat(anonymous().send(method, path, bytes).status()).isEqualTo(401);
        assertThat(project(id).path("version")).isEqualTo(before);
    }
}
