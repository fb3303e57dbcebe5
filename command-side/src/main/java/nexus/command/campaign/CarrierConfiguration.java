package nexus.command.campaign;

import java.nio.file.Path;
import nexus.command.campaign.Carrier.Second;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import tools.jackson.databind.json.JsonMapper;

/** Who delivers: the servers that the configuration names, or a folder in place of each. */
@Configuration(proxyBeanMethods = false)
class CarrierConfiguration {

    /**
     * How text messages go out.
     *
     * @param account with the provider; empty for the folder
     */
    record Texts(String url, String account, String secret, String from, int perSecond) {}

    /** What is done about a mail of which nobody knows whether the server took it. */
    enum Doubt {
        HOLD,
        SEND_AGAIN;

        /** Who sends again relies on a server that drops what it has had. */
        Second second() {
            return switch (this) {
                case HOLD -> Second.ARRIVES;
                case SEND_AGAIN -> Second.IS_DROPPED;
            };
        }
    }

    @Bean
    static Texts texts(
            @Value("${nexus.sms.url:https://api.twilio.com}") String url,
            @Value("${nexus.sms.account:}") String account,
            @Value("${nexus.sms.secret:}") String secret,
            @Value("${nexus.sms.from:}") String from,
            @Value("${nexus.sms.per-second:10}") int perSecond) {
        return new Texts(url, account, secret, from, perSecond);
    }

    @Bean
    static Carriers carriers(
            ObjectProvider<JavaMailSenderImpl> mailServer,
            Texts texts,
            JsonMapper json,
            @Value("${nexus.data:data}") Path data,
            @Value("${nexus.mail.connections:4}") int connections,
            @Value("${nexus.mail.per-second:50}") int perSecond,
            @Value("${nexus.mail.unconfirmed:hold}") Doubt doubt) {
        var outbox = new Outbox(data.resolve("outbox"));
        var server = mailServer.getIfAvailable();
        return new Carriers(
                server == null || isNowhere(server)
                        ? outbox
                        : new Postman(server, connections, perSecond, doubt.second()),
                texts.account().isBlank()
                        ? outbox
                        : new TextMessages(
                                texts.url(),
                                texts.account(),
                                texts.secret(),
                                texts.from(),
                                texts.perSecond(),
                                json));
    }

    private static boolean isNowhere(JavaMailSenderImpl server) {
        return server.getHost() == null || server.getHost().isBlank();
    }
}
