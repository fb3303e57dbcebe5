package nexus.api.campaign;

import java.util.List;
import java.util.Map;
import nexus.api.Rejection;

/** Every way a campaign says no. */
public sealed interface CampaignRejection extends Rejection {

    /** It is not at a point of its life from which this could be done. */
    record CampaignIllegalTransition(CampaignStatus status, String wanted)
            implements CampaignRejection {
        @Override
        public String code() {
            return "campaign.illegal-transition";
        }

        @Override
        public String message() {
            return "A campaign that is " + status + " cannot be " + wanted + ".";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("current", status.name(), "wanted", wanted);
        }
    }

    /** It lacks something that it needs to be sent. */
    record CampaignNotReady(List<String> missing) implements CampaignRejection {
        @Override
        public String code() {
            return "campaign.not-ready";
        }

        @Override
        public String message() {
            return "The campaign still needs: " + String.join(", ", missing) + ".";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("missing", missing);
        }
    }

    /** What is being sent must be the same for all of its audience. */
    record CampaignIsFrozen(String field) implements CampaignRejection {
        @Override
        public String code() {
            return "campaign.frozen";
        }

        @Override
        public String message() {
            return "The campaign was launched: its " + field + " cannot be changed any more.";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("field", field);
        }
    }

    /** It starts by itself: whoever changes what is sent then launches it. */
    record CampaignAwaitsLaunch(String field) implements CampaignRejection {
        @Override
        public String code() {
            return "campaign.awaits-launch";
        }

        @Override
        public String message() {
            return "The campaign is scheduled, and your role does not allow you to launch it:"
                    + " its %s can only be changed by who may.".formatted(field);
        }

        @Override
        public Kind kind() {
            return Kind.FORBIDDEN;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("field", field);
        }
    }

    /** Nobody can be answered who has a name only. */
    record SenderWithoutAddress() implements CampaignRejection {
        @Override
        public String code() {
            return "campaign.sender-without-address";
        }

        @Override
        public String message() {
            return "A sender needs an e-mail address.";
        }

        @Override
        public Kind kind() {
            return Kind.INVALID;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("field", "sender.email");
        }
    }

    /** Its content asks for something that nobody knows of a recipient. */
    record UnknownMergeField(String field, String name, List<String> known)
            implements CampaignRejection {
        @Override
        public String code() {
            return "campaign.unknown-merge-field";
        }

        @Override
        public String message() {
            return "There is no merge field {{%s}}; there are %s."
                    .formatted(name, String.join(", ", known));
        }

        @Override
        public Kind kind() {
            return Kind.INVALID;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("field", field, "name", name, "known", known);
        }
    }

    /** Somebody has not been sent to yet. */
    record CampaignNotFinished(DeliveryTotals totals) implements CampaignRejection {
        @Override
        public String code() {
            return "campaign.not-finished";
        }

        @Override
        public String message() {
            return totals.queued() + " of the audience have not been sent to yet.";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("queued", totals.queued());
        }
    }
}
