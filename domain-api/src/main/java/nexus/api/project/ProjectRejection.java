package nexus.api.project;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nexus.api.Rejection;
import nexus.api.deal.DealId;
import nexus.api.identity.UserId;
import nexus.api.project.Judgement.Missing;
import nexus.api.project.Judgement.Waivable;

/** Every way a project says no. */
public sealed interface ProjectRejection extends Rejection {

    @Override
    default Kind kind() {
        return Kind.CONFLICT;
    }

    /** What the stages on the way ask for is not all there. */
    record GateNotMet(ProjectStage to, List<Missing> missing, List<Waivable> waivable)
            implements ProjectRejection {
        @Override
        public String code() {
            return "project.gate-not-met";
        }

        @Override
        public String message() {
            return "To enter %s there is missing: %s."
                    .formatted(to, String.join(", ", missing.stream().map(Missing::key).toList()));
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of(
                    "missing",
                    missing.stream().map(GateNotMet::told).toList(),
                    "waivable",
                    waivable.stream().map(GateNotMet::told).toList());
        }

        private static Map<String, Object> told(Missing gap) {
            return Map.of("key", gap.key(), "kind", gap.kind().name(), "stage", gap.stage().name());
        }

        private static Map<String, Object> told(Waivable gap) {
            return Map.of(
                    "key", gap.key(),
                    "kind", gap.kind().name(),
                    "stage", gap.stage().name(),
                    "by", gap.by().stream().map(ProjectRole::name).toList());
        }
    }

    /** There is no way from here to there, or none while things are as they are. */
    record IllegalTransition(ProjectStage from, ProjectStage to, ProjectStatus status)
            implements ProjectRejection {
        @Override
        public String code() {
            return "project.illegal-transition";
        }

        @Override
        public String message() {
            return "The project is %s in %s: it cannot go to %s.".formatted(status, from, to);
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("from", from.name(), "to", to.name(), "projectStatus", status.name());
        }
    }

    /** Who takes a project back or gives it up says why. */
    record ReasonNeeded() implements ProjectRejection {
        @Override
        public String code() {
            return "project.reason-needed";
        }

        @Override
        public String message() {
            return "Say why.";
        }

        @Override
        public Kind kind() {
            return Kind.INVALID;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("field", "reason");
        }
    }

    /** Only managers take a project back by more than one stage. */
    record ManagerNeeded(List<ProjectRole> managers) implements ProjectRejection {
        @Override
        public String code() {
            return "project.manager-needed";
        }

        @Override
        public String message() {
            return "Only a manager takes a project back by more than one stage.";
        }

        @Override
        public Kind kind() {
            return Kind.FORBIDDEN;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("by", managers.stream().map(ProjectRole::name).toList());
        }
    }

    /** Only some may let a requirement pass. */
    record WaiverNotAllowed(String key, List<ProjectRole> by) implements ProjectRejection {
        @Override
        public String code() {
            return "project.waiver-not-allowed";
        }

        @Override
        public String message() {
            return key + " is not yours to waive.";
        }

        @Override
        public Kind kind() {
            return Kind.FORBIDDEN;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("by", by.stream().map(ProjectRole::name).toList());
        }
    }

    /** It follows from payments, check-ins or documents. */
    record RequirementDerived(String key) implements ProjectRejection {
        @Override
        public String code() {
            return "project.requirement-derived";
        }

        @Override
        public String message() {
            return key + " follows from what else is recorded and cannot be ticked off.";
        }
    }

    record RequirementUnknown(String key) implements ProjectRejection {
        @Override
        public String code() {
            return "project.requirement-unknown";
        }

        @Override
        public String message() {
            return "No stage asks for " + key + ".";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }
    }

    /** What is to come cannot have been. */
    record DateNotInFuture(String key) implements ProjectRejection {
        @Override
        public String code() {
            return "project.date-not-in-future";
        }

        @Override
        public String message() {
            return key + " is for a day that is yet to come.";
        }

        @Override
        public Kind kind() {
            return Kind.INVALID;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("field", "date");
        }
    }

    /** What is cancelled, lost or completed takes no such change. */
    record ProjectClosed(ProjectStatus status) implements ProjectRejection {
        @Override
        public String code() {
            return "project.closed";
        }

        @Override
        public String message() {
            return "The project is " + status + ".";
        }
    }

    record ProjectNotCompleted() implements ProjectRejection {
        @Override
        public String code() {
            return "project.not-completed";
        }

        @Override
        public String message() {
            return "The project is not completed, so there is no warranty case.";
        }
    }

    /** A project delivers one deal. */
    record OtherDealLinked(DealId dealId) implements ProjectRejection {
        @Override
        public String code() {
            return "project.other-deal-linked";
        }

        @Override
        public String message() {
            return "The project delivers another deal.";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("dealId", dealId.value());
        }
    }

    /** A deal is delivered by one project. */
    record DealDelivered(DealId dealId) implements ProjectRejection {

        public static final String CODE = "project.deal-delivered";

        @Override
        public String code() {
            return CODE;
        }

        @Override
        public String message() {
            return "Another project delivers that deal.";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("dealId", dealId.value());
        }
    }

    /** A project is in one currency from the first amount on. */
    record CurrencyFixed(String currency) implements ProjectRejection {
        @Override
        public String code() {
            return "project.currency-fixed";
        }

        @Override
        public String message() {
            return "The project is in " + currency + ".";
        }
    }

    /** What is taken off a contract is never more than there is of it. */
    record ContractBelowNothing() implements ProjectRejection {
        @Override
        public String code() {
            return "project.contract-below-nothing";
        }

        @Override
        public String message() {
            return "With its variations the contract would come to less than nothing.";
        }
    }

    record RefundExceedsPaid() implements ProjectRejection {
        @Override
        public String code() {
            return "project.refund-exceeds-paid";
        }

        @Override
        public String message() {
            return "No more can be paid back than was paid.";
        }
    }

    /** An installation takes at least a day and at most two months. */
    record BookingOutOfBounds() implements ProjectRejection {
        @Override
        public String code() {
            return "project.booking-out-of-bounds";
        }

        @Override
        public String message() {
            return "An installation ends on the day it starts or later, within sixty days.";
        }

        @Override
        public Kind kind() {
            return Kind.INVALID;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("field", "endsOn");
        }
    }

    record SnagUnknown(SnagId snagId) implements ProjectRejection {
        @Override
        public String code() {
            return "project.snag-unknown";
        }

        @Override
        public String message() {
            return "The project has no snag " + snagId + ".";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }
    }

    /** An installer is at one site a day. */
    record InstallerDoubleBooked(UserId installerId, LocalDate day) implements ProjectRejection {
        @Override
        public String code() {
            return "project.installer-double-booked";
        }

        @Override
        public String message() {
            return "On " + day + " " + installerId + " is at another project.";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("installerId", installerId.value(), "day", day.toString());
        }
    }

    /** Somebody opened a project of this number a moment ago: the next one is asked for. */
    record NumberTaken(String number) implements ProjectRejection {

        public static final String CODE = "project.number-taken";

        @Override
        public String code() {
            return CODE;
        }

        @Override
        public String message() {
            return "There is a project " + number + " already.";
        }
    }
}
