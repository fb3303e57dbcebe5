package nexus.command.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nexus.api.Patch;
import nexus.api.RecordRejection.AlreadyExists;
import nexus.api.RecordRejection.NotFound;
import nexus.api.identity.Address;
import nexus.api.identity.ShowroomCommand;
import nexus.api.identity.ShowroomCommand.ChangeShowroom;
import nexus.api.identity.ShowroomCommand.OpenShowroom;
import nexus.api.identity.ShowroomDetails;
import nexus.api.identity.ShowroomEvent;
import nexus.api.identity.ShowroomEvent.ShowroomCodeChanged;
import nexus.api.identity.ShowroomEvent.ShowroomDetailsChanged;
import nexus.api.identity.ShowroomEvent.ShowroomOpened;
import nexus.api.identity.ShowroomEvent.ShowroomRenamed;
import nexus.api.identity.ShowroomId;
import nexus.api.identity.ShowroomRejection.CodeTaken;
import nexus.api.identity.ShowroomType;
import nexus.platform.decider.Decision;
import nexus.platform.decider.Reservation;
import nexus.platform.decider.Reservation.Claim;
import nexus.platform.decider.Reservation.Scope;
import nexus.platform.decider.testing.DeciderSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShowroomTest {

    private static final ShowroomId ID = new ShowroomId("showroom-1");
    private static final ShowroomOpened OPENED =
            new ShowroomOpened(ID, "Leeds", "LDS", ShowroomDetails.PLAIN);

    private final ShowroomDecider decider = new ShowroomDecider();
    private final DeciderSpec<ShowroomCommand, Showroom, ShowroomEvent> showroom =
            DeciderSpec.of(decider);

    private static OpenShowroom open(String name, String code) {
        return new OpenShowroom(ID, name, code, ShowroomDetails.PLAIN);
    }

    private static ChangeShowroom change(Patch<String> name, Patch<String> code) {
        return change(name, code, Patch.keep(), Patch.keep());
    }

    private static ChangeShowroom change(
            Patch<String> name,
            Patch<String> code,
            Patch<ShowroomType> type,
            Patch<Address> address) {
        return new ChangeShowroom(
                ID,
                name,
                code,
                type,
                address,
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep());
    }

    private static List<Reservation> claiming(String code) {
        return List.of(new Claim(Scope.ORGANIZATION, "showroom.code", code, new CodeTaken(code)));
    }

    @Test
    void opening_claims_the_code_in_the_organization() {
        assertThat(decider.decide(decider.initial(), open("Leeds", "LDS")))
                .isEqualTo(new Decision.Accept<>(List.of(OPENED), claiming("LDS")));
    }

    @Test
    void it_is_opened_once() {
        showroom.given(OPENED).when(open("Leeds", "LDS")).thenNothing();
        showroom.given(OPENED)
                .when(open("York", "YRK"))
                .thenRejected(new AlreadyExists(ID.value()));
    }

    @Test
    void what_is_not_open_is_not_there() {
        showroom.given()
                .when(change(Patch.set("York"), Patch.keep()))
                .thenRejected(new NotFound(ID.value()));
    }

    @Test
    void only_what_is_other_changes() {
        var address = new Address("1 Kirkstall Road", "Leeds", "LS3 1LH", "GB");
        showroom.given(OPENED).when(change(Patch.set("Leeds"), Patch.set("LDS"))).thenNothing();
        showroom.given(OPENED).when(change(Patch.set(null), Patch.keep())).thenNothing();
        showroom.given(OPENED)
                .when(
                        change(
                                Patch.set("Leeds North"),
                                Patch.keep(),
                                Patch.set(ShowroomType.FRANCHISE),
                                Patch.set(address)))
                .then(
                        new ShowroomRenamed(ID, "Leeds North"),
                        new ShowroomDetailsChanged(
                                ID,
                                new ShowroomDetails(
                                        ShowroomType.FRANCHISE,
                                        address,
                                        List.of(),
                                        null,
                                        null,
                                        null)));
    }

    @Test
    void another_code_is_claimed_and_the_former_is_never_given_back() {
        var state = decider.evolve(decider.initial(), OPENED);
        assertThat(decider.decide(state, change(Patch.keep(), Patch.set("LEE"))))
                .isEqualTo(
                        new Decision.Accept<>(
                                List.of(new ShowroomCodeChanged(ID, "LEE")), claiming("LEE")));
    }

    @ParameterizedTest
    @CsvSource({
        "Leeds, LDS",
        "Bath & Beyond Ltd, BTH",
        "Özel Mobilya, OZL",
        "Ohio, OHI",
        "Io, IOX",
        "東京, ONE"
    })
    void a_code_suits_the_name(String name, String code) {
        assertThat(ShowroomCodes.of(name)).isEqualTo(code);
    }
}
