package nexus.command.campaign;

import java.nio.file.Path;
import nexus.platform.SharedClock;
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
            SharedClock clock,
            JsonMapper json,
            @Value("${nexus.data:data}") Path data,
            @Value("${nexus.mail.connections:4}") int connections,
            @Value("${nexus.mail.per-second:50}") int perSecond) {
        var outbox = new Outbox(data.resolve("outbox"), clock);
        var server = mailServer.getIfAvailable();
        return new Carriers(
                server == null || isNowhere(server)
                        ? outbox
                        : new Postman(server, clock, connections, perSecond),
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
