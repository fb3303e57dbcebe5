package nexus.command.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import nexus.api.campaign.Sender;
import nexus.command.campaign.Carrier.Second;
import nexus.command.campaign.Outcome.Away;
import nexus.command.campaign.Outcome.CalledOff;
import nexus.command.campaign.Outcome.Later;
import nexus.command.campaign.Outcome.Refused;
import nexus.command.campaign.Outcome.Sent;
import nexus.command.campaign.Outcome.Unconfirmed;
import nexus.platform.testing.SmtpSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import tools.jackson.databind.json.JsonMapper;

/** Mails to a server and text messages to a provider, whatever those answer. */
class CarriersTest {

    private static final BooleanSupplier NOBODY_OBJECTS = () -> true;
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final SmtpSink sink = SmtpSink.open();

    @AfterEach
    void close() {
        sink.close();
    }

    private Carrier.Round postman() {
        return postman(Second.ARRIVES);
    }

    private Carrier.Round postman(Second second) {
        var server = new JavaMailSenderImpl();
        server.setHost("127.0.0.1");
        server.setPort(sink.port());
        return new Postman(server, 1, 50, second).begin();
    }

    private static Message.Mail mail(String to) {
        return new Message.Mail(
                "campaign-1",
                "contact-1",
                "name",
                new Sender("Größe", "news@example.com"),
                to,
                "Hello",
                "<p>Hi</p>",
                ".a line that begins with a dot\n.\nand ends",
                "https://crm.example.com/api/unsubscribe/x",
                NOON);
    }

    @Test
    void a_mail_arrives_whole_and_several_go_by_one_connection() {
        try (var round = postman()) {
            assertThat(round.hand(mail("a@example.com"), NOBODY_OBJECTS)).isEqualTo(new Sent(null));
            assertThat(round.hand(mail("b@example.com"), NOBODY_OBJECTS)).isEqualTo(new Sent(null));
        }
        assertThat(sink.recipients()).containsExactly("a@example.com", "b@example.com");
        assertThat(sink.mails().getFirst().text())
                .contains(
                        "Subject: Hello",
                        "Message-ID: <name@example.com>",
                        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
                        "\r\n.a line that begins with a dot\r\n.\r\nand ends");
    }

    @Test
    void a_mail_that_somebody_objects_to_at_the_last_moment_does_not_arrive() {
        try (var round = postman()) {
            assertThat(round.hand(mail("a@example.com"), () -> false)).isEqualTo(new CalledOff());
            assertThat(round.hand(mail("b@example.com"), NOBODY_OBJECTS)).isEqualTo(new Sent(null));
        }
        assertThat(sink.recipients()).containsExactly("b@example.com");
    }

    @Test
    void nobody_is_asked_about_what_is_refused_before() {
        sink.answersRecipients(_ -> "550 no such user");
        var asked = new AtomicInteger();
        try (var round = postman()) {
            var outcome = round.hand(mail("a@example.com"), () -> asked.incrementAndGet() > 0);
            assertThat(outcome).isInstanceOf(Refused.class);
            assertThat(((Refused) outcome).why()).contains("550");
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void the_server_says_for_good_or_for_now() {
        sink.answersRecipients(
                to ->
                        to.startsWith("never")
                                ? "550 no"
                                : to.startsWith("later") ? "451 greylisted" : "250 ok");
        sink.answersMails(to -> to.startsWith("spam") ? "554 spam" : "250 ok");
        try (var round = postman()) {
            assertThat(round.hand(mail("never@example.com"), NOBODY_OBJECTS))
                    .isInstanceOf(Refused.class);
            assertThat(round.hand(mail("later@example.com"), NOBODY_OBJECTS))
                    .isInstanceOf(Later.class);
            assertThat(round.hand(mail("spam@example.com"), NOBODY_OBJECTS))
                    .isInstanceOf(Refused.class);
            assertThat(round.hand(mail("good@example.com"), NOBODY_OBJECTS))
                    .isEqualTo(new Sent(null));
        }
        assertThat(sink.recipients()).containsExactly("good@example.com");
    }

    @Test
    void an_answer_that_never_comes_leaves_a_doubt_that_is_told() {
        sink.answersMails(_ -> null);
        try (var round = postman()) {
            assertThat(round.hand(mail("a@example.com"), NOBODY_OBJECTS))
                    .isEqualTo(new Unconfirmed(false));
        }
    }

    @Test
    void whoever_drops_doubles_is_handed_what_is_in_doubt_again_and_keeps_it_once() {
        sink.dropsDoubles();
        sink.answersMails(_ -> null);
        try (var round = postman(Second.IS_DROPPED)) {
            assertThat(round.hand(mail("a@example.com"), NOBODY_OBJECTS))
                    .isEqualTo(new Unconfirmed(true));
            sink.answersMails(_ -> "250 taken");
            assertThat(round.hand(mail("a@example.com"), NOBODY_OBJECTS)).isEqualTo(new Sent(null));
            assertThat(round.hand(mail("b@example.com"), NOBODY_OBJECTS)).isEqualTo(new Sent(null));
        }
        assertThat(sink.recipients()).containsExactly("a@example.com", "b@example.com");
        assertThat(sink.dropped()).containsExactly("a@example.com");
    }

    @Test
    void a_mail_that_is_written_again_is_the_same_to_the_last_byte() throws MessagingException {
        assertThat(MailForm.written(mail("a@example.com")))
                .isEqualTo(MailForm.written(mail("a@example.com")));
        assertThat(new String(MailForm.written(mail("a@example.com")), StandardCharsets.UTF_8))
                .contains("Date: Sun, 1 Mar 2026", "Message-ID: <name@example.com>");
    }

    @Test
    void a_server_that_is_not_there_takes_nothing_and_nothing_is_lost() {
        sink.close();
        try (var round = postman()) {
            assertThat(round.hand(mail("a@example.com"), NOBODY_OBJECTS)).isInstanceOf(Away.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"not an address", "a@b@c", "'a@example.com\r\nBcc: b@example.com'"})
    void what_is_no_address_is_refused_before_anybody_is_asked(String address) {
        try (var round = postman()) {
            assertThat(round.hand(mail(address), NOBODY_OBJECTS)).isInstanceOf(Refused.class);
        }
        assertThat(sink.mails()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "201, Sent",
        "400, Refused",
        "404, Refused",
        "401, Away",
        "429, Away",
        "503, Away",
        "504, Unconfirmed",
        "400 21610, OptedOut",
        "400 21211, Refused"
    })
    void a_provider_of_text_messages_is_asked_as_twilio_is(String answered, String outcome)
            throws IOException {
        var status = Integer.parseInt(answered.substring(0, 3));
        var code = answered.length() > 3 ? answered.substring(4) : "0";
        List<String> asked = new ArrayList<>();
        var provider =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext(
                "/2010-04-01/Accounts/AC1/Messages.json",
                exchange -> {
                    asked.add(exchange.getRequestHeaders().getFirst("Authorization"));
                    asked.add(
                            URLDecoder.decode(
                                    new String(
                                            exchange.getRequestBody().readAllBytes(),
                                            StandardCharsets.UTF_8),
                                    StandardCharsets.UTF_8));
                    var answer =
                            "{\"sid\":\"SM7\",\"code\":%s,\"message\":\"no\"}"
                                    .formatted(code)
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        provider.start();
        try (var round =
                new TextMessages(
                                "http://127.0.0.1:" + provider.getAddress().getPort(),
                                "AC1",
                                "secret",
                                "+15550001",
                                10,
                                JsonMapper.builder().build())
                        .begin()) {
            var text = new Message.Text("campaign-1", "contact-1", "name", "+15550002", "Hi & bye");
            var told = round.hand(text, NOBODY_OBJECTS);
            assertThat(told.getClass().getSimpleName()).isEqualTo(outcome);
            if (told instanceof Sent(var sid)) {
                assertThat(sid).isEqualTo("SM7");
            }
            assertThat(asked)
                    .containsExactly(
                            "Basic QUMxOnNlY3JldA==", "To=+15550002&From=+15550001&Body=Hi & bye");
            assertThat(round.hand(text, () -> false)).isEqualTo(new CalledOff());
            assertThat(asked).hasSize(2);
        } finally {
            provider.stop(0);
        }
    }
}
