package nexus.api.deal;

import java.util.Map;
import nexus.api.Rejection;
import nexus.api.pipeline.StageId;

/** Every way a deal says no. */
public sealed interface DealRejection extends Rejection {

    /** Won and lost deals stay as they are until they are reopened. */
    record DealAlreadyClosed(DealId dealId) implements DealRejection {
        @Override
        public String code() {
            return "deal.already-closed";
        }

        @Override
        public String message() {
            return "The deal is closed: reopen it before changing it.";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }
    }

    record DealNotClosed(DealId dealId) implements DealRejection {
        @Override
        public String code() {
            return "deal.not-closed";
        }

        @Override
        public String message() {
            return "The deal is open, so there is nothing to reopen.";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }
    }

    /** A deal is in one currency from its opening on. */
    record DealCurrencyFixed(String currency) implements DealRejection {
        @Override
        public String code() {
            return "deal.currency-fixed";
        }

        @Override
        public String message() {
            return "The deal is in " + currency + "; its currency cannot change.";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("field", "value.currency");
        }
    }

    /** Stages that mean won or lost are entered by winning and losing. */
    record StageIsNotOpen(StageId stageId) implements DealRejection {
        @Override
        public String code() {
            return "deal.stage-not-open";
        }

        @Override
        public String message() {
            return "Win or lose the deal to bring it into that stage.";
        }

        @Override
        public Kind kind() {
            return Kind.INVALID;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("field", "stageId");
        }
    }

    record ExternalIdTaken(String externalId) implements DealRejection {
        @Override
        public String code() {
            return "deal.external-id-taken";
        }

        @Override
        public String message() {
            return "Another deal has the external id " + externalId + ".";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }
    }
}
