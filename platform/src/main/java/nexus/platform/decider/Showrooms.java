package nexus.platform.decider;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import nexus.api.DomainEvent;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.ShowroomEvent;
import nexus.api.identity.ShowroomEvent.ShowroomCodeChanged;
import nexus.api.identity.ShowroomEvent.ShowroomDetailsChanged;
import nexus.api.identity.ShowroomEvent.ShowroomOpened;
import nexus.api.identity.ShowroomEvent.ShowroomRenamed;
import nexus.api.identity.ShowroomId;
import nexus.platform.eventstore.AppendListener;
import nexus.platform.eventstore.EventLog;
import org.springframework.stereotype.Component;

/** The showrooms of an organization and the codes that their numbers begin with, now. */
@Component
public class Showrooms implements AppendListener {

    private final Directory<Known> showrooms;

    Showrooms(EventLog events) {
        showrooms = new Directory<>(events, ShowroomId.PREFIX, Known.NONE, Known::afterAny);
    }

    /** The one an organization began with, if it was begun since there are showrooms. */
    public Optional<ShowroomId> first(OrganizationId organization) {
        var known = showrooms.of(organization).first();
        return known.isPresent() ? known : showrooms.fresh(organization).first();
    }

    /** The code of a showroom; empty if the organization has no such showroom. */
    public Optional<String> codeOf(ShowroomId showroom, OrganizationId organization) {
        var known = showrooms.of(organization).codeOf(showroom);
        return known.isPresent() ? known : showrooms.fresh(organization).codeOf(showroom);
    }

    @Override
    public void appended(String organizationId, String streamType) {
        showrooms.appended(organizationId, streamType);
    }

    /** The codes of the showrooms, in the order in which these were opened. */
    private record Known(Map<ShowroomId, String> codes) {

        static final Known NONE = new Known(Map.of());

        Optional<ShowroomId> first() {
            return codes.keySet().stream().findFirst();
        }

        Optional<String> codeOf(ShowroomId showroom) {
            return Optional.ofNullable(codes.get(showroom));
        }

        Known afterAny(DomainEvent event) {
            return event instanceof ShowroomEvent known ? after(known) : this;
        }

        private Known after(ShowroomEvent event) {
            return switch (event) {
                case ShowroomOpened(var id, _, var code, _) -> with(id, code);
                case ShowroomCodeChanged(var id, var code) -> with(id, code);
                case ShowroomRenamed _, ShowroomDetailsChanged _ -> this;
            };
        }

        private Known with(ShowroomId showroom, String code) {
            SequencedMap<ShowroomId, String> changed = new LinkedHashMap<>(codes);
            changed.put(showroom, code);
            return new Known(changed);
        }
    }
}
