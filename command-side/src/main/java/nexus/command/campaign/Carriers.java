package nexus.command.campaign;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.api.campaign.CampaignType;
import nexus.command.campaign.Carrier.Second;
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

    /** Whether nobody has to write down what is about to be handed over. */
    boolean replace(CampaignType type) {
        return of(type).allMatch(carrier -> carrier.second() == Second.REPLACES);
    }

    /** On which of them a message that may have been handed over may be handed over again. */
    Set<Channel> repeatable() {
        return Arrays.stream(Channel.values())
                .filter(channel -> of(channel).second() != Second.ARRIVES)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Channel.class)));
    }

    /** How many messages in a second the fastest of them takes; null for as many as we have. */
    @Nullable Integer perSecond(CampaignType type) {
        var rates = of(type).map(Carrier::perSecond).toList();
        return rates.contains(null)
                ? null
                : rates.stream().filter(Objects::nonNull).max(Integer::compareTo).orElse(null);
    }
}
