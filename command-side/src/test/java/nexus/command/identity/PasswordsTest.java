package nexus.command.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import nexus.platform.web.InvalidRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordsTest {

    private static final String EMAIL = "ada@example.com";
    private final Passwords passwords = new Passwords(4);

    @Test
    void the_right_password_is_known_by_its_hash() {
        var hash = passwords.hash("a good long one", EMAIL);
        assertThat(passwords.isRight("a good long one", hash)).isTrue();
        assertThat(passwords.isRight("a good long two", hash)).isFalse();
        assertThat(hash).doesNotContain("good").startsWith("$2a$04$");
    }

    @Test
    void nobody_has_a_password_not_even_the_one_that_stands_in_for_it() {
        assertThat(passwords.isRight("the password of nobody", null)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "sevench, too-short",
        "password, too-common",
        "PassWord, too-common",
        "iloveyou1, too-common",
        "ADA@example.com, too-common",
    })
    void what_is_tried_first_is_refused(String password, String code) {
        assertThatThrownBy(() -> passwords.hash(password, EMAIL))
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void what_bcrypt_would_cut_off_is_refused() {
        assertThat(passwords.isRight("x".repeat(72), passwords.hash("x".repeat(72), EMAIL)))
                .isTrue();
        assertThatThrownBy(() -> passwords.hash("x".repeat(73), EMAIL))
                .isInstanceOf(InvalidRequest.class);
        assertThatThrownBy(() -> passwords.hash("ü".repeat(37), EMAIL))
                .isInstanceOf(InvalidRequest.class);
        assertThat(passwords.isRight("x".repeat(73), passwords.hash("x".repeat(72), EMAIL)))
                .isFalse();
    }
}
