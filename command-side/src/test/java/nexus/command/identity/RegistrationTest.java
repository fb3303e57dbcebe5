package nexus.command.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrationTest {

    @ParameterizedTest
    @CsvSource({
        "Bath & Beyond Ltd., bath-beyond-ltd",
        "Müller Söhne, muller-sohne",
        "  --Spaces--  , spaces",
        "株式会社, organization",
        "An organization whose name goes on and on without end, an-organization-whose-name-goes-on-and-o",
    })
    void a_short_name_is_what_addresses_can_take_of_the_name(String name, String slug) {
        assertThat(Registration.slug(name)).isEqualTo(slug);
    }
}
