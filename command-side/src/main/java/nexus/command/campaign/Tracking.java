package nexus.command.campaign;

import java.net.URI;
import java.util.Base64;
import nexus.command.campaign.Engagement.Sent;
import nexus.command.campaign.LinkTokens.Link;
import nexus.platform.web.Refused;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Takes note of messages that are opened and of links that are followed. */
@Component
class Tracking {

    /** The smallest picture there is. */
    private static final byte[] PIXEL =
            Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    private final LinkTokens tokens;
    private final Engagement engagement;
    private final CampaignStreams campaigns;

    Tracking(LinkTokens tokens, Engagement engagement, CampaignStreams campaigns) {
        this.tokens = tokens;
        this.engagement = engagement;
        this.campaigns = campaigns;
    }

    /**
     * Answers whoever asks for the picture in a message, or follows one of its links: those lead
     * where the content of the campaign says, and nowhere else.
     *
     * @param method HEAD only looks, and nobody has read anything
     */
    ResponseEntity<byte[]> follow(String token, String method) {
        var link = tokens.read(token).orElseThrow(() -> Refused.notFound(token));
        var sent =
                engagement
                        .find(link.campaignId(), link.contactId())
                        .orElseThrow(() -> Refused.notFound(token));
        var isMeant = !method.equals("HEAD");
        return switch (link.kind()) {
            case OPEN -> opened(sent, isMeant);
            case CLICK -> clicked(sent, link, isMeant);
            case MESSAGE, UNSUBSCRIBE -> throw Refused.notFound(token);
        };
    }

    private ResponseEntity<byte[]> opened(Sent sent, boolean isMeant) {
        if (isMeant) {
            engagement.opened(sent);
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.IMAGE_GIF)
                .body(PIXEL);
    }

    private ResponseEntity<byte[]> clicked(Sent sent, Link link, boolean isMeant) {
        var target =
                campaigns
                        .template(sent.campaignId(), sent.organizationId())
                        .flatMap(template -> template.link(link.number()))
                        .orElseThrow(() -> Refused.notFound(link.campaignId()));
        if (isMeant) {
            engagement.clicked(sent);
        }
        return ResponseEntity.status(HttpStatus.FOUND)
                .header(HttpHeaders.LOCATION, URI.create(target).toASCIIString())
                .cacheControl(CacheControl.noStore())
                .build();
    }
}
