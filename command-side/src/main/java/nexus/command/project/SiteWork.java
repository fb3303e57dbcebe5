package nexus.command.project;

import java.util.HashMap;
import java.util.Map;
import nexus.api.project.Booking;
import nexus.api.project.ProjectEvent.CheckedIn;
import nexus.api.project.Site;
import nexus.api.project.SnagSeverity;
import nexus.api.project.SnagState;
import nexus.api.project.VisitPurpose;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the work on the site.
 *
 * @param isStarted whether somebody was there to install
 * @param isOffSite whether whoever checked in last was somewhere else
 * @param snags by their ids
 */
record SiteWork(
        @Nullable Site site,
        @Nullable Booking booking,
        boolean isStarted,
        boolean isOffSite,
        Map<String, Snag> snags) {

    static final SiteWork NONE = new SiteWork(null, null, false, false, Map.of());

    /** Something that is not as it should be. */
    record Snag(String title, SnagSeverity severity, SnagState state) {

        boolean isOpenAndCritical() {
            return severity == SnagSeverity.CRITICAL && state == SnagState.OPEN;
        }
    }

    boolean hasOpenCriticalSnag() {
        return snags.values().stream().anyMatch(Snag::isOpenAndCritical);
    }

    SiteWork at(Site located) {
        return new SiteWork(located, booking, isStarted, isOffSite, snags);
    }

    SiteWork booked(Booking days) {
        return new SiteWork(site, days, isStarted, isOffSite, snags);
    }

    SiteWork with(CheckedIn visit) {
        var starts = visit.onSite() && visit.purpose() == VisitPurpose.INSTALLATION;
        return new SiteWork(site, booking, isStarted || starts, !visit.onSite(), snags);
    }

    SiteWork with(String id, Snag snag) {
        var changed = new HashMap<>(snags);
        changed.put(id, snag);
        return new SiteWork(site, booking, isStarted, isOffSite, Map.copyOf(changed));
    }
}
