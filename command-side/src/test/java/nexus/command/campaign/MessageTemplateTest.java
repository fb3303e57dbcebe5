package nexus.command.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.MessagingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import nexus.api.campaign.Content;
import nexus.api.campaign.Sender;
import nexus.command.campaign.Delivery.Channel;
import nexus.command.campaign.LinkTokens.Kind;
import nexus.command.campaign.LinkTokens.Link;
import nexus.platform.security.SigningKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageTemplateTest {

    private static final String CAMPAIGN = "campaign-01990000-0000-7000-8000-000000000001";
    private static final String CONTACT = "contact-01990000-0000-7000-8000-000000000002";
    private static final Sender SENDER = new Sender("Cancity", "news@example.com");

    @TempDir static Path folder;

    private final LinkTokens tokens =
            new LinkTokens(SigningKey.keptIn(folder.resolve("signing-key.pem")));
    private final PublicLinks links = new PublicLinks(tokens, "https://crm.example.com/");

    private static Delivery delivery(Channel channel, @Nullable String first) {
        return new Delivery(
                CAMPAIGN,
                CONTACT,
                channel,
                "ada@example.com",
                1,
                first,
                "O'Hara & <b>Sons</b>",
                "ada@example.com",
                null,
                null,
                Instant.parse("2026-03-01T09:00:00Z"));
    }

    private static byte[] written(Message.Mail mail) {
        try {
            return MailForm.written(mail);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Message.Mail mail(Content content, @Nullable String first) {
        return (Message.Mail)
                new MessageTemplate(content, SENDER).to(delivery(Channel.EMAIL, first), links);
    }

    @Test
    void merge_fields_are_filled_and_what_is_not_there_has_a_stand_in() {
        var content =
                new Content("Hi {{firstName|friend}}", null, "{{ name }}: {{jobTitle}}.", null);
        assertThat(mail(content, "Ada").subject()).isEqualTo("Hi Ada");
        assertThat(mail(content, null).subject()).isEqualTo("Hi friend");
        assertThat(mail(content, "Ada").text()).isEqualTo("Ada O'Hara & <b>Sons</b>: .");
    }

    @Test
    void values_are_escaped_in_html() {
        var html =
                mail(new Content("s", "<p title='{{lastName}}'>{{lastName}}</p>", null, null), "A")
                        .html();
        assertThat(html)
                .startsWith(
                        "<p title='O&#39;Hara &amp; &lt;b&gt;Sons&lt;/b&gt;'>"
                                + "O&#39;Hara &amp; &lt;b&gt;Sons&lt;/b&gt;</p>");
    }

    @Test
    void a_value_cannot_add_a_header() {
        var subject =
                mail(
                                new Content("To {{firstName}}!", null, "x", null),
                                "Ada\r\nBcc: all@example.com")
                        .subject();
        assertThat(subject).isEqualTo("To Ada Bcc: all@example.com!");
        assertThat(
                        new String(
                                written(
                                        mail(
                                                new Content("To {{firstName}}", null, "x", null),
                                                "Ada\u2028\r\nBcc: b@example.com")),
                                StandardCharsets.UTF_8))
                .doesNotContain("\nBcc:");
    }

    @Test
    void links_are_numbered_and_lead_to_us_first() {
        var template =
                new MessageTemplate(
                        new Content(
                                "s",
                                "<a href=\"https://example.com/a?b=1&amp;c=2\">1</a>"
                                        + "<a HREF='http://example.org'>2</a>"
                                        + "<a href=\"https://x.example/{{firstName}}\">3</a>"
                                        + "<a href=\"mailto:a@example.com\">4</a>"
                                        + "<a href=\"{{unsubscribeUrl}}\">5</a></body>",
                                null,
                                null),
                        SENDER);
        assertThat(template.link(0)).contains("https://example.com/a?b=1&c=2");
        assertThat(template.link(1)).contains("http://example.org");
        assertThat(template.link(2)).isEmpty();
        assertThat(template.link(-1)).isEmpty();
        var html = ((Message.Mail) template.to(delivery(Channel.EMAIL, "Ada"), links)).html();
        assertThat(html)
                .contains("href=\"https://crm.example.com/t/" + token(Kind.CLICK, 0) + "\"")
                .contains("HREF='https://crm.example.com/t/" + token(Kind.CLICK, 1) + "'")
                .contains("https://x.example/Ada")
                .contains("mailto:a@example.com")
                .contains("/api/unsubscribe/" + token(Kind.UNSUBSCRIBE, 0))
                .containsPattern("<img src=\"https://crm.example.com/t/[\\w-]{64}\"[^>]*></body>");
    }

    private String token(Kind kind, int number) {
        return tokens.of(kind, CAMPAIGN, CONTACT, number);
    }

    @Test
    void the_same_message_is_the_same_however_often_it_is_made() {
        var content = new Content("s", "<p>{{unsubscribeUrl}}", "t {{unsubscribeUrl}}", null);
        assertThat(mail(content, "Ada")).isEqualTo(mail(content, "Ada"));
        assertThat(written(mail(content, "Ada"))).isEqualTo(written(mail(content, "Ada")));
    }

    @Test
    void a_mail_says_how_to_get_no_more_of_it_with_one_click() {
        var written =
                new String(
                        written(mail(new Content("Grüße", "<p>ä</p>", "ä", null), "Ada")),
                        StandardCharsets.US_ASCII);
        assertThat(written)
                .contains("List-Unsubscribe: <https://crm.example.com/api/unsubscribe/")
                .contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
                .contains("multipart/alternative")
                .contains("Message-ID: <" + token(Kind.MESSAGE, 0) + "@example.com>")
                .contains("To: ada@example.com");
    }

    @Test
    void a_text_message_has_no_markup() {
        var text =
                (Message.Text)
                        new MessageTemplate(new Content(null, null, null, "Hi {{lastName}}"), null)
                                .to(delivery(Channel.SMS, "Ada"), links);
        assertThat(text.body()).isEqualTo("Hi O'Hara & <b>Sons</b>");
    }

    @Test
    void what_is_no_merge_field_is_found() {
        for (var text : new String[] {"{{nick}}", "{{}}", "{{ }}", "{{firstName", "a {{b} }}"}) {
            assertThatThrownBy(() -> MergeText.of(text)).isInstanceOf(MergeText.Unknown.class);
        }
        MergeText.of("@media print{.a{color:red}} { single } }}");
    }

    @Test
    void a_token_says_what_it_stands_for_and_no_other_is_believed() {
        var token = tokens.of(Kind.CLICK, CAMPAIGN, CONTACT, 7);
        assertThat(token).hasSize(64).matches("[\\w-]+");
        assertThat(tokens.read(token)).contains(new Link(Kind.CLICK, CAMPAIGN, CONTACT, 7));
        for (int i = 0; i < token.length(); i++) {
            var other = token.charAt(i) == 'A' ? 'B' : 'A';
            var forged = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(tokens.read(forged)).as(forged).isEmpty();
        }
        assertThat(tokens.read("")).isEmpty();
        assertThat(tokens.read("?".repeat(64))).isEmpty();
        var elsewhere = new LinkTokens(SigningKey.keptIn(folder.resolve("other-key.pem")));
        assertThat(elsewhere.read(token)).isEmpty();
    }
}
