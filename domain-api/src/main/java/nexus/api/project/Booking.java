package nexus.api.project;

import java.time.LocalDate;
import java.util.List;
import nexus.api.identity.UserId;

/**
 * The days of an installation and who does it.
 *
 * @param endsOn the last day
 */
public record Booking(LocalDate startsOn, LocalDate endsOn, List<UserId> installerIds) {

    /** Every day of it. */
    public List<LocalDate> days() {
        return startsOn.datesUntil(endsOn.plusDays(1)).toList();
    }
}
