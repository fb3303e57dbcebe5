package nexus.command.campaign;

import java.util.Objects;
import java.util.stream.Stream;
import nexus.api.campaign.CampaignType;
import nexus.command.campaign.Delivery.Channel;
import org.jspecify.annotations.Nullable;

/** Who delivers which kind of message on this installation. */
record Carriers(Carrier mail, Carrier texts) {

    Carrier of(Channel channel) {
        return switch (channel) {
            case EMAIL -> mail;
            case SMS -> texts;
        };
    }

    private Stream<Carrier> of(CampaignType type) {
        return switch (type) {
            case EMAIL -> Stream.of(mail);
            case SMS -> Stream.of(texts);
            case MULTI_CHANNEL -> Stream.of(mail, texts);
        };
    }

    boolean repeatHarmlessly(CampaignType type) {
        return of(type).allMatch(Carrier::repeatsHarmlessly);
    }

    /** How many messages in a second the slowest of them takes; null for as many as we have. */
    @Nullable Integer perSecond(CampaignType type) {
        return of(type).map(Carrier::perSecond)
                .filter(Objects::nonNull)
                .min(Integer::compareTo)
                .orElse(null);
    }
}
