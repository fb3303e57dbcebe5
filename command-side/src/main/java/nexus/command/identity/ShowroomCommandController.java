package nexus.command.identity;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import nexus.api.Patch;
import nexus.api.identity.Address;
import nexus.api.identity.ShowroomCommand.ChangeShowroom;
import nexus.api.identity.ShowroomCommand.OpenShowroom;
import nexus.api.identity.ShowroomDetails;
import nexus.api.identity.ShowroomId;
import nexus.api.identity.ShowroomType;
import nexus.platform.NewId;
import nexus.platform.security.Actor;
import nexus.platform.web.CommandEndpoint;
import nexus.platform.web.CommandEndpoint.Answer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/showrooms")
class ShowroomCommandController {

    private static final String CODE = "[A-Z][A-Z0-9]{1,5}";
    private static final String TIME_ZONE = "[A-Za-z0-9_+-]{1,30}(/[A-Za-z0-9_+-]{1,30}){0,2}";
    private static final String LOCALE = "[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}";
    private static final String COLOR = "#[0-9a-fA-F]{6}";

    /** A showroom; without a code it is given one that suits its name. */
    record Body(
            @NotBlank @Size(max = 200) String name,
            @Nullable @Pattern(regexp = CODE) String code,
            @Nullable ShowroomType type,
            @Nullable @Valid Place address,
            @Nullable @Size(max = 500) List<@NotBlank @Size(max = 12) String> postcodes,
            @Nullable @Pattern(regexp = TIME_ZONE) String timeZone,
            @Nullable @Pattern(regexp = LOCALE) String locale,
            @Nullable @Pattern(regexp = COLOR) String primaryColor) {

        OpenShowroom under(ShowroomId id, String itsCode) {
            return new OpenShowroom(
                    id,
                    name.strip(),
                    itsCode,
                    new ShowroomDetails(
                            Objects.requireNonNullElse(type, ShowroomType.RETAIL),
                            Place.addressOf(address),
                            Objects.requireNonNullElse(postcodes, List.of()),
                            timeZone,
                            locale,
                            primaryColor));
        }
    }

    record Place(
            @Nullable @Size(max = 500) String lines,
            @Nullable @Size(max = 100) String city,
            @Nullable @Size(max = 20) String postcode,
            @Nullable @Pattern(regexp = "[A-Z]{2}") String country) {

        static @Nullable Address addressOf(@Nullable Place place) {
            return place == null ? null : place.address();
        }

        private Address address() {
            return new Address(told(lines), told(city), told(postcode), told(country));
        }

        private static String told(@Nullable String part) {
            return Objects.requireNonNullElse(part, "");
        }
    }

    /** What is to change; an address is given as a whole. */
    record Change(
            Patch<@NotBlank @Size(max = 200) String> name,
            Patch<@NotNull @Pattern(regexp = CODE) String> code,
            Patch<@NotNull ShowroomType> type,
            Patch<@Valid Place> address,
            Patch<@NotNull @Size(max = 500) List<@NotBlank @Size(max = 12) String>> postcodes,
            Patch<@Pattern(regexp = TIME_ZONE) String> timeZone,
            Patch<@Pattern(regexp = LOCALE) String> locale,
            Patch<@Pattern(regexp = COLOR) String> primaryColor) {

        ChangeShowroom of(ShowroomId id) {
            return new ChangeShowroom(
                    id,
                    name,
                    code,
                    type,
                    address.map(Place::address),
                    postcodes,
                    timeZone,
                    locale,
                    primaryColor);
        }
    }

    private final CommandEndpoint commands;
    private final ShowroomCodes codes;

    ShowroomCommandController(CommandEndpoint commands, ShowroomCodes codes) {
        this.commands = commands;
        this.codes = codes;
    }

    @PostMapping
    ResponseEntity<Answer> open(Actor actor, @Valid @RequestBody Body body) {
        var code = codes.codeFor(body.code(), body.name(), actor.organizationId());
        return commands.create(body.under(new ShowroomId(NewId.of(ShowroomId.PREFIX)), code));
    }

    @PatchMapping("/{id}")
    ResponseEntity<Answer> change(@PathVariable ShowroomId id, @Valid @RequestBody Change body) {
        return commands.change(body.of(id));
    }
}
