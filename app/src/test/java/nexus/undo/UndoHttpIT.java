package nexus.undo;

import static org.assertj.core.api.Assertions.assertThat;

import nexus.app.EngineTest;
import nexus.testing.Client;
import nexus.testing.Client.Answer;
import org.junit.jupiter.api.Test;

class UndoHttpIT extends EngineTest {

    private static String made(Client client, String resource, String body) {
        var answer = client.post("/api/" + resource, body);
        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        return "/api/" + resource + "/" + answer.id();
    }

    private static String deal(Client client) {
        return made(
                client,
                "deals",
                """
                {"name":"Kitchen","value":{"amount":"100.00","currency":"GBP"},"source":"web"}""");
    }

    /** The id of the newest event of this type. */
    private static String event(Client client, String record, String type) {
        for (var entry : client.get(record + "/history").json().path("data")) {
            if (entry.path("type").asString().startsWith(type)) {
                return entry.path("eventId").asString();
            }
        }
        throw new AssertionError("There is no " + type);
    }

    private static Answer undo(Client client, String record, String eventId, String... headers) {
        return client.post(record + "/undo", "{\"eventId\":\"" + eventId + "\"}", headers);
    }

    @Test
    void a_change_is_taken_back_and_what_changed_besides_stays() {
        var somebody = registered();
        var deal = deal(somebody);
        somebody.patch(deal, "{\"value\":{\"amount\":\"250.00\",\"currency\":\"GBP\"}}");
        var change = event(somebody, deal, "deal.value-changed");
        somebody.patch(deal, "{\"source\":\"fair\"}");

        assertThat(undo(somebody, deal, change).status()).isEqualTo(200);

        var now = somebody.get(deal).json();
        assertThat(now.at("/value/amount").asString()).isEqualTo("100.00");
        assertThat(now.path("source").asString()).isEqualTo("fair");
        var latest = somebody.get(deal + "/history").json().at("/data/0");
        assertThat(latest.path("type").asString()).isEqualTo("deal.value-changed@1");
        assertThat(latest.path("causationId").asString()).isEqualTo(change);
    }

    @Test
    void what_was_changed_again_is_not_taken_back_and_says_why() {
        var somebody = registered();
        var deal = deal(somebody);
        somebody.patch(deal, "{\"source\":\"fair\"}");
        var change = event(somebody, deal, "deal.details-changed");
        somebody.patch(deal, "{\"source\":\"friend\"}");

        var refused = undo(somebody, deal, change);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("undo.overtaken");
        assertThat(refused.json().at("/conflicts/0").asString()).isEqualTo("source");
        assertThat(somebody.get(deal).json().path("source").asString()).isEqualTo("friend");
    }

    @Test
    void a_lost_deal_and_an_archived_one_come_back() {
        var somebody = registered();
        var deal = deal(somebody);
        somebody.post(deal + "/lose", "{\"reason\":\"Too dear\"}");
        assertThat(undo(somebody, deal, event(somebody, deal, "deal.lost")).status())
                .isEqualTo(200);
        assertThat(somebody.get(deal).json().path("status").asString()).isEqualTo("OPEN");

        somebody.delete(deal);
        assertThat(undo(somebody, deal, event(somebody, deal, "deal.archived")).status())
                .isEqualTo(200);
        assertThat(somebody.get(deal).json().path("archived").asBoolean()).isFalse();
    }

    @Test
    void contacts_and_their_consent_go_back() {
        var somebody = registered();
        var contact =
                made(somebody, "contacts", "{\"firstName\":\"Ada\",\"customFields\":{\"shoe\":7}}");
        somebody.patch(contact, "{\"firstName\":\"Eve\",\"customFields\":{\"hat\":3}}");
        undo(somebody, contact, event(somebody, contact, "contact.details-changed"));
        var now = somebody.get(contact).json();
        assertThat(now.path("firstName").asString()).isEqualTo("Ada");
        assertThat(now.path("customFields").propertyNames()).containsExactly("shoe");

        somebody.put(contact + "/consents/email", "{\"given\":true,\"basis\":\"consent\"}");
        var consent = event(somebody, contact, "contact.consent-changed");
        assertThat(undo(somebody, contact, consent).status()).isEqualTo(200);
        assertThat(somebody.get(contact).json().at("/consents/email/given").asBoolean()).isFalse();
        assertThat(undo(somebody, contact, consent).status()).as("once").isEqualTo(409);
    }

    @Test
    void companies_go_back() {
        var somebody = registered();
        var company = made(somebody, "companies", "{\"name\":\"Oak\",\"employees\":7}");
        somebody.patch(company, "{\"employees\":70}");
        undo(somebody, company, event(somebody, company, "company.details-changed"));
        assertThat(somebody.get(company).json().path("employees").asInt()).isEqualTo(7);
    }

    private static String project(Client client) {
        return made(
                client,
                "projects",
                """
                {"title":"Shower","client":{"firstName":"Ada","lastName":"Byron"}}""");
    }

    @Test
    void what_was_written_ticked_off_and_held_of_a_project_goes_back() {
        var somebody = registered();
        var project = project(somebody);
        somebody.patch(project, "{\"title\":\"Bath\",\"priority\":\"URGENT\"}");
        var change = event(somebody, project, "project.details-changed");
        assertThat(undo(somebody, project, change).status()).isEqualTo(200);
        assertThat(somebody.get(project).json().path("title").asString()).isEqualTo("Shower");

        somebody.put(project + "/requirements/client-details-captured", "{\"satisfied\":true}");
        var ticked = event(somebody, project, "project.requirement-satisfied");
        assertThat(undo(somebody, project, ticked).status()).isEqualTo(200);
        assertThat(event(somebody, project, "project.requirement-revoked")).isNotNull();

        somebody.post(project + "/hold", "{}");
        var held = event(somebody, project, "project.put-on-hold");
        assertThat(undo(somebody, project, held).status()).isEqualTo(200);
        assertThat(somebody.get(project).json().path("status").asString()).isEqualTo("ACTIVE");

        somebody.delete(project);
        var archived = event(somebody, project, "project.archived");
        assertThat(undo(somebody, project, archived).status()).isEqualTo(200);
        assertThat(somebody.get(project).json().path("archived").asBoolean()).isFalse();
    }

    @Test
    void money_that_came_in_is_not_taken_back() {
        var somebody = registered();
        var project = project(somebody);
        somebody.post(
                project + "/payments",
                """
                {"amount":{"amount":"100.00","currency":"GBP"},"kind":"DEPOSIT"}""");
        var refused = undo(somebody, project, event(somebody, project, "project.payment"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("undo.irreversible");
        assertThat(undo(registered(), project, "no-such-event").status()).isEqualTo(404);
    }

    @Test
    void the_plan_of_a_campaign_goes_back_as_long_as_nobody_changed_the_same() {
        var somebody = registered();
        var campaign =
                made(
                        somebody,
                        "campaigns",
                        """
                        {"name":"Spring","type":"EMAIL","audience":{"tag":["vip"]},
                         "content":{"subject":"Hello","text":"Hello {{unsubscribeUrl}}"},
                         "sender":{"name":"Ada","email":"ada@example.com"}}""");
        somebody.patch(
                campaign, "{\"audience\":{\"tag\":[\"all\"]},\"content\":{\"subject\":\"Hi\"}}");
        var change = event(somebody, campaign, "campaign.plan-changed");
        somebody.patch(campaign, "{\"name\":\"Summer\"}");

        assertThat(undo(somebody, campaign, change).status()).isEqualTo(200);
        var now = somebody.get(campaign).json();
        assertThat(now.at("/audience/tag/0").asString()).isEqualTo("vip");
        assertThat(now.at("/content/subject").asString()).isEqualTo("Hello");
        assertThat(now.path("name").asString()).isEqualTo("Summer");
        assertThat(undo(somebody, campaign, change).code()).isEqualTo("undo.overtaken");
        assertThat(undo(registered(), campaign, change).status()).isEqualTo(404);

        somebody.delete(campaign);
        var archived = event(somebody, campaign, "campaign.archived");
        assertThat(undo(somebody, campaign, archived).status()).isEqualTo(200);
    }

    @Test
    void nobody_takes_back_what_is_not_theirs_or_never_happened() {
        var somebody = registered();
        var stranger = registered();
        var deal = deal(somebody);
        somebody.patch(deal, "{\"source\":\"fair\"}");
        var change = event(somebody, deal, "deal.details-changed");

        assertThat(undo(stranger, deal, change).status()).isEqualTo(404);
        assertThat(undo(anonymous(), deal, change).status()).isEqualTo(401);
        assertThat(undo(somebody, deal, "no-such-event").status()).isEqualTo(404);
        assertThat(undo(somebody, deal(somebody), change).status())
                .as("an event of another record")
                .isEqualTo(404);
        assertThat(somebody.post(deal + "/undo", "{}").status()).isEqualTo(400);
        assertThat(undo(somebody, deal, change, "If-Match", "\"0\"").status()).isEqualTo(412);
        assertThat(somebody.get(deal).json().path("source").asString()).isEqualTo("fair");
    }
}
