package nexus.command.identity;

import static nexus.platform.decider.Decision.accept;
import static nexus.platform.decider.Decision.nothing;
import static nexus.platform.decider.Decision.reject;

import java.util.ArrayList;
import java.util.List;
import nexus.api.RecordRejection.AlreadyExists;
import nexus.api.RecordRejection.NotFound;
import nexus.api.identity.ShowroomCommand;
import nexus.api.identity.ShowroomCommand.ChangeShowroom;
import nexus.api.identity.ShowroomCommand.OpenShowroom;
import nexus.api.identity.ShowroomDetails;
import nexus.api.identity.ShowroomEvent;
import nexus.api.identity.ShowroomEvent.ShowroomCodeChanged;
import nexus.api.identity.ShowroomEvent.ShowroomDetailsChanged;
import nexus.api.identity.ShowroomEvent.ShowroomOpened;
import nexus.api.identity.ShowroomEvent.ShowroomRenamed;
import nexus.api.identity.ShowroomRejection.CodeTaken;
import nexus.command.identity.Showroom.Absent;
import nexus.command.identity.Showroom.Open;
import nexus.platform.decider.Decider;
import nexus.platform.decider.Decision;
import nexus.platform.decider.Reservation.Claim;
import nexus.platform.decider.Reservation.Scope;

/** The business rules of a showroom. */
final class ShowroomDecider implements Decider<ShowroomCommand, Showroom, ShowroomEvent> {

    /**
     * The kind of value under which codes are reserved. They are never given back: numbers that
     * begin with them are about, and must not come a second time.
     */
    static final String CODE = "showroom.code";

    @Override
    public Showroom initial() {
        return new Absent();
    }

    @Override
    public Decision<ShowroomEvent> decide(Showroom showroom, ShowroomCommand command) {
        return switch (command) {
            case OpenShowroom open ->
                    switch (showroom) {
                        case Absent _ -> open(open);
                        case Open known -> isThatOne(known, open);
                    };
            case ChangeShowroom change ->
                    switch (showroom) {
                        case Absent _ -> reject(new NotFound(command.streamId()));
                        case Open known -> change(known, change);
                    };
        };
    }

    private static Decision<ShowroomEvent> open(OpenShowroom open) {
        Decision<ShowroomEvent> opened =
                accept(
                        new ShowroomOpened(
                                open.showroomId(), open.name(), open.code(), open.details()));
        return opened.reserving(claim(open.code()));
    }

    private static Decision<ShowroomEvent> isThatOne(Open known, OpenShowroom open) {
        return known.equals(new Open(open.name(), open.code(), open.details()))
                ? nothing()
                : reject(new AlreadyExists(open.streamId()));
    }

    private static Decision<ShowroomEvent> change(Open known, ChangeShowroom change) {
        var id = change.showroomId();
        var events = new ArrayList<ShowroomEvent>();
        var name = change.name().orRequired(known.name());
        if (!name.equals(known.name())) {
            events.add(new ShowroomRenamed(id, name));
        }
        var details = changed(known.details(), change);
        if (!details.equals(known.details())) {
            events.add(new ShowroomDetailsChanged(id, details));
        }
        var code = change.code().orRequired(known.code());
        if (code.equals(known.code())) {
            return new Decision.Accept<>(List.copyOf(events), List.of());
        }
        events.add(new ShowroomCodeChanged(id, code));
        return new Decision.Accept<>(List.copyOf(events), List.of(claim(code)));
    }

    private static ShowroomDetails changed(ShowroomDetails old, ChangeShowroom change) {
        return new ShowroomDetails(
                change.type().orRequired(old.type()),
                change.address().or(old.address()),
                change.postcodes().orRequired(old.postcodes()),
                change.timeZone().or(old.timeZone()),
                change.locale().or(old.locale()),
                change.primaryColor().or(old.primaryColor()));
    }

    private static Claim claim(String code) {
        return new Claim(Scope.ORGANIZATION, CODE, code, new CodeTaken(code));
    }

    @Override
    public Showroom evolve(Showroom showroom, ShowroomEvent event) {
        return switch (event) {
            case ShowroomOpened(_, var name, var code, var details) ->
                    new Open(name, code, details);
            case ShowroomRenamed(_, var name) when showroom instanceof Open open ->
                    new Open(name, open.code(), open.details());
            case ShowroomCodeChanged(_, var code) when showroom instanceof Open open ->
                    new Open(open.name(), code, open.details());
            case ShowroomDetailsChanged(_, var details) when showroom instanceof Open open ->
                    new Open(open.name(), open.code(), details);
            case ShowroomRenamed _, ShowroomCodeChanged _, ShowroomDetailsChanged _ -> showroom;
        };
    }
}
