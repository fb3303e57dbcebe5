package nexus.command.campaign;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import nexus.api.campaign.CampaignPlan;
import nexus.api.campaign.CampaignType;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * In whose name this installation may send: the addresses and domains that its operator has set up
 * (SPF, DKIM) and named. As long as no mail leaves the machine, in anybody's.
 */
@Component
class VerifiedSenders {

    private final Set<String> named;
    private final boolean nothingLeaves;

    /**
     * Those that the configuration names.
     *
     * @param named addresses and domains
     * @param host of the mail server; empty if there is none
     */
    VerifiedSenders(
            @Value("${nexus.mail.senders:}") Set<String> named,
            @Value("${spring.mail.host:}") String host) {
        this.named =
                named.stream()
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
        this.nothingLeaves = host.isBlank();
    }

    boolean areVerified(CampaignPlan plan) {
        var sender = plan.sender();
        if (nothingLeaves || plan.type() == CampaignType.SMS || sender == null) {
            return true;
        }
        var address = sender.email().toLowerCase(Locale.ROOT);
        return named.contains(address)
                || named.contains(address.substring(address.indexOf('@') + 1));
    }
}
