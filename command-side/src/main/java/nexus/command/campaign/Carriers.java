package nexus.command.campaign;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
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

    /** How a campaign of some type reaches its recipients. */
    static Set<Channel> channels(CampaignType type) {
        return switch (type) {
            case EMAIL -> EnumSet.of(Channel.EMAIL);
            case SMS -> EnumSet.of(Channel.SMS);
            case MULTI_CHANNEL -> EnumSet.of(Channel.EMAIL, Channel.SMS);
        };
    }

    private Stream<Carrier> of(CampaignType type) {
        return channels(type).stream().map(this::of);
    }

    boolean repeatHarmlessly(CampaignType type) {
        return of(type).allMatch(Carrier::repeatsHarmlessly);
    }

    /** How many messages in a second the fastest of them takes; null for as many as we have. */
    @Nullable Integer perSecond(CampaignType type) {
        var rates = of(type).map(Carrier::perSecond).toList();
        return rates.contains(null)
                ? null
                : rates.stream().filter(Objects::nonNull).max(Integer::compareTo).orElse(null);
    }
}
