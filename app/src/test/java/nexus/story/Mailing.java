package nexus.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import nexus.testing.Client;

/** A campaign to clients who said that they want to hear more. */
final class Mailing {

    private final Client owner;

    Mailing(Client owner) {
        this.owner = owner;
    }

    /** Sends a mail to a client; returns the campaign. */
    String to(String contact) {
        var consent =
                owner.put(
                        "/api/contacts/" + contact + "/consents/email",
                        "{\"given\":true,\"basis\":\"consent\"}");
        assertThat(consent.status()).as("%s", consent).isEqualTo(200);
        var made =
                owner.post(
                        "/api/campaigns",
                        """
                        {"name":"Thank you","type":"EMAIL","audience":{"tag":["vip"]},
                         "content":{"subject":"{{firstName}}, how is your spa?",
                           "html":"<p>{{firstName}}, <a href=\\"{{unsubscribeUrl}}\\">no more</a></p>",
                           "text":"{{firstName}}, no more: {{unsubscribeUrl}}"},
                         "sender":{"name":"Spa","email":"spa@example.com"}}""");
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        var launched = owner.post("/api/campaigns/" + made.id() + "/launch", "");
        assertThat(launched.status()).as("%s", launched).isEqualTo(200);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> {
                            var stats = owner.get("/api/campaigns/" + made.id() + "/stats").json();
                            assertThat(stats.path("audience").asInt()).isEqualTo(1);
                            assertThat(stats.path("sent").asInt()).isEqualTo(1);
                        });
        var delivery =
                owner.get("/api/campaigns/" + made.id() + "/deliveries").json().at("/data/0");
        assertThat(delivery.path("contactId").asString()).isEqualTo(contact);
        assertThat(delivery.path("address").asString()).isEqualTo("zoe@example.com");
        return made.id();
    }
}
