package nexus.command.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import nexus.api.campaign.CampaignPlan;
import nexus.api.campaign.CampaignRejection;
import nexus.api.campaign.CampaignRejection.UnknownMergeField;
import nexus.api.campaign.CampaignType;
import nexus.api.campaign.Content;
import nexus.api.campaign.LaunchFacts;
import org.jspecify.annotations.Nullable;

/** What a plan lacks to be sent, and what is wrong with its content. */
final class Completeness {

    private Completeness() {}

    /** What is wrong with a content whatever is made of it: a merge field that there is not. */
    static Optional<CampaignRejection> wrongWith(Content content) {
        for (var text : texts(content).entrySet()) {
            try {
                MergeText.of(text.getValue());
            } catch (MergeText.Unknown unknown) {
                return Optional.of(
                        new UnknownMergeField(
                                "content." + text.getKey(), unknown.name(), MergeField.keys()));
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> texts(Content content) {
        var texts = new TreeMap<String, String>();
        put(texts, "subject", content.subject());
        put(texts, "html", content.html());
        put(texts, "text", content.text());
        put(texts, "sms", content.sms());
        return texts;
    }

    private static void put(Map<String, String> texts, String name, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            texts.put(name, text);
        }
    }

    /** Everything that a plan lacks to be launched. */
    static List<String> missing(CampaignPlan plan, LaunchFacts facts) {
        var missing = new ArrayList<>(missingContent(plan));
        if (plan.type() != CampaignType.SMS && plan.sender() == null) {
            missing.add("sender");
        } else if (!facts.senderIsVerified()) {
            missing.add("verified-sender");
        }
        if (facts.audience() == 0) {
            missing.add("audience");
        }
        return missing;
    }

    /** Those of them that the plan alone tells. */
    static List<String> missingContent(CampaignPlan plan) {
        var texts = texts(plan.content());
        var missing = new ArrayList<String>();
        if (plan.type() != CampaignType.SMS) {
            if (!texts.containsKey("subject")) {
                missing.add("subject");
            }
            if (!texts.containsKey("html") && !texts.containsKey("text")) {
                missing.add("content");
            }
        }
        if (plan.type() != CampaignType.EMAIL && !texts.containsKey("sms")) {
            missing.add("sms");
        }
        if (bodies(plan.type(), texts).anyMatch(Completeness::lacksTheWayOut)) {
            missing.add("unsubscribe-link");
        }
        return missing;
    }

    /** Each body alone: nobody reads both. */
    private static Stream<String> bodies(CampaignType type, Map<String, String> texts) {
        var names =
                switch (type) {
                    case EMAIL -> Stream.of("html", "text");
                    case SMS -> Stream.of("sms");
                    case MULTI_CHANNEL -> Stream.of("html", "text", "sms");
                };
        return names.filter(texts::containsKey).map(texts::get);
    }

    private static boolean lacksTheWayOut(String body) {
        return !MergeText.of(body).has(MergeField.UNSUBSCRIBE_URL);
    }
}
