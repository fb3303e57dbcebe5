package nexus.command.campaign;

import nexus.command.campaign.LinkTokens.Kind;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The addresses in messages by which recipients come back to us. */
@Component
class PublicLinks {

    private final LinkTokens tokens;
    private final String base;

    /**
     * Links to this installation.
     *
     * @param base where the installation is reached from outside
     */
    PublicLinks(
            LinkTokens tokens,
            @Value("${nexus.public-url:http://localhost:${server.port:8080}}") String base) {
        this.tokens = tokens;
        this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    String unsubscribe(Delivery delivery) {
        return base + "/api/unsubscribe/" + token(Kind.UNSUBSCRIBE, delivery, 0);
    }

    String opened(Delivery delivery) {
        return base + "/t/" + token(Kind.OPEN, delivery, 0);
    }

    String clicked(Delivery delivery, int link) {
        return base + "/t/" + token(Kind.CLICK, delivery, link);
    }

    /** The name of a message, the same however often it is made. */
    String message(Delivery delivery) {
        return token(Kind.MESSAGE, delivery, 0);
    }

    private String token(Kind kind, Delivery delivery, int number) {
        return tokens.of(kind, delivery.campaignId(), delivery.contactId(), number);
    }
}
