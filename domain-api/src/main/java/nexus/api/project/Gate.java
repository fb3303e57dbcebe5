package nexus.api.project;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to enter a stage, and whose the stage then is.
 *
 * @param owners the roles that own the stage, first who is to be asked first
 * @param waivers who may let requirements pass, besides who administers the organization
 * @param days how long a project should stay at most; null for as long as it may be
 */
public record Gate(
        ProjectStage stage,
        List<ProjectRole> owners,
        List<ProjectRole> waivers,
        @Nullable Integer days,
        List<Requirement> requirements,
        List<Condition> conditions) {

    /**
     * Something that a stage asks for.
     *
     * @param derived whether it follows from payments, check-ins or documents, and is not ticked
     *     off
     * @param isForADate whether it is about something that is yet to come
     * @param validDays for how many days it holds; null for good
     */
    public record Requirement(
            String key,
            RequirementKind kind,
            boolean derived,
            boolean isForADate,
            @Nullable Integer validDays) {

        public static final String PHOTOS_UPLOADED = "photos-uploaded";
        public static final String SITE_PHOTOS = "site-photos";
        public static final String QUOTE_PROVIDED = "quote-provided";
        public static final String DEPOSIT_PAID = "deposit-paid";
        public static final String PROGRESS_PAID = "progress-payment-received";
        public static final String FINALLY_PAID = "final-payment-received";
        public static final String INSTALLATION_SCHEDULED = "installation-scheduled";
        public static final String TEAM_ASSIGNED = "team-assigned";
        public static final String INSTALLATION_STARTED = "installation-started";
        public static final String PROJECT_CLOSED = "project-closed";

        /** How many photos of the site a survey has at least. */
        public static final int FEWEST_PHOTOS = 4;

        /** How much of the contract is to be paid before work begins, in percent. */
        public static final int PROGRESS_PERCENT = 75;

        private static Requirement done(String key) {
            return new Requirement(key, RequirementKind.REQUIREMENT, false, false, null);
        }

        private static Requirement derived(String key) {
            return new Requirement(key, RequirementKind.REQUIREMENT, true, false, null);
        }

        private static Requirement dated(String key) {
            return new Requirement(key, RequirementKind.REQUIREMENT, false, true, null);
        }

        private static Requirement document(String key) {
            return new Requirement(key, RequirementKind.DOCUMENT, true, false, null);
        }
    }

    /** Something that must be so at the moment of entering. Nobody can let it pass. */
    public enum Condition {
        QUOTE_NOT_EXPIRED,
        NO_OPEN_CRITICAL_SNAG;

        /** As it is told: {@code quote-not-expired}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static Gate to(ProjectStage stage) {
        var seller = !ProjectStage.DESIGN_SIGN_OFF.isBefore(stage) || !stage.isOnTheWay();
        var waiver = seller ? ProjectRole.SALES_MANAGER : ProjectRole.PROJECT_MANAGER;
        return new Gate(stage, List.of(), List.of(waiver), null, List.of(), List.of());
    }

    Gate ownedBy(ProjectRole... roles) {
        return new Gate(stage, List.of(roles), waivers, days, requirements, conditions);
    }

    Gate within(int most) {
        return new Gate(stage, owners, waivers, most, requirements, conditions);
    }

    Gate done(String... keys) {
        return with(Requirement::done, keys);
    }

    Gate derived(String... keys) {
        return with(Requirement::derived, keys);
    }

    Gate dated(String... keys) {
        return with(Requirement::dated, keys);
    }

    Gate documents(String... keys) {
        return with(Requirement::document, keys);
    }

    Gate validFor(int validDays, String... keys) {
        return with(
                key -> new Requirement(key, RequirementKind.REQUIREMENT, false, false, validDays),
                keys);
    }

    Gate where(Condition... so) {
        return new Gate(stage, owners, waivers, days, requirements, List.of(so));
    }

    private Gate with(Function<String, Requirement> kind, String... keys) {
        var more = Stream.concat(requirements.stream(), Arrays.stream(keys).map(kind)).toList();
        return new Gate(stage, owners, waivers, days, more, conditions);
    }
}
