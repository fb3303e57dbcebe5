package nexus.command.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nexus.api.DomainEvent;
import nexus.api.identity.ShowroomEvent.ShowroomCodeChanged;
import nexus.api.identity.ShowroomEvent.ShowroomOpened;
import nexus.api.identity.ShowroomId;
import org.jspecify.annotations.Nullable;

/** The showrooms of an organization in the order of their opening. */
record Showrooms(List<Showroom> all) {

    static final Showrooms NONE = new Showrooms(List.of());

    /**
     * A showroom.
     *
     * @param code what the numbers of its projects begin with
     */
    record Showroom(ShowroomId id, String code) {}

    static Showrooms evolve(Showrooms known, DomainEvent event) {
        return switch (event) {
            case ShowroomOpened(var id, _, var code, _) -> known.with(new Showroom(id, code));
            case ShowroomCodeChanged(var id, var code) -> known.coded(new Showroom(id, code));
            case DomainEvent _ -> known;
        };
    }

    /** The one that is meant: the first, if none is named. */
    Optional<Showroom> meant(@Nullable ShowroomId id) {
        return all.stream().filter(one -> id == null || one.id().equals(id)).findFirst();
    }

    private Showrooms with(Showroom showroom) {
        var more = new ArrayList<>(all);
        more.add(showroom);
        return new Showrooms(List.copyOf(more));
    }

    private Showrooms coded(Showroom changed) {
        return new Showrooms(
                all.stream().map(one -> one.id().equals(changed.id()) ? changed : one).toList());
    }
}
