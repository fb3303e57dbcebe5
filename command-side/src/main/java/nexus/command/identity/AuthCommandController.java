package nexus.command.identity;

import com.nimbusds.jose.jwk.JWKSet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nexus.command.identity.LoginAnswers.Answer;
import nexus.command.identity.Logins.Newcomer;
import nexus.platform.security.SigningKey;
import nexus.platform.web.CommandEndpoint;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AuthCommandController {

    record Register(
            @NotBlank @Email @Size(max = 254) String email,
            @NotNull @Size(max = 200) String password,
            @NotBlank @Size(max = 100) String firstName,
            @NotBlank @Size(max = 100) String lastName,
            @NotBlank @Size(max = 200) String organizationName) {

        Newcomer newcomer() {
            return new Newcomer(
                    normal(email),
                    password,
                    firstName.strip(),
                    lastName.strip(),
                    organizationName.strip());
        }
    }

    record Login(
            @NotBlank @Size(max = 254) String email, @NotNull @Size(max = 200) String password) {}

    record Refresh(@Nullable @Size(max = 200) String refreshToken) {}

    private final Logins logins;
    private final LoginAnswers answers;
    private final CommandEndpoint endpoint;
    private final SigningKey key;

    AuthCommandController(
            Logins logins, LoginAnswers answers, CommandEndpoint endpoint, SigningKey key) {
        this.logins = logins;
        this.answers = answers;
        this.endpoint = endpoint;
        this.key = key;
    }

    @PostMapping("/api/auth/register")
    ResponseEntity<Answer> register(@Valid @RequestBody Register body, HttpServletRequest request) {
        var in = logins.register(body.newcomer(), Visitor.of(request), endpoint.correlationId());
        return answers.in(in, HttpStatus.CREATED, request);
    }

    @PostMapping("/api/auth/login")
    ResponseEntity<Answer> logIn(@Valid @RequestBody Login body, HttpServletRequest request) {
        var in = logins.logIn(normal(body.email()), body.password(), Visitor.of(request));
        return answers.in(in, HttpStatus.OK, request);
    }

    @PostMapping("/api/auth/refresh")
    ResponseEntity<Answer> refresh(
            @CookieValue(name = LoginAnswers.REFRESH, required = false) @Nullable String cookie,
            @Valid @RequestBody(required = false) @Nullable Refresh body,
            HttpServletRequest request) {
        var in = logins.goOn(token(cookie, body), Visitor.of(request));
        return answers.in(in, HttpStatus.OK, request);
    }

    @PostMapping("/api/auth/logout")
    ResponseEntity<Void> logOut(
            @CookieValue(name = LoginAnswers.REFRESH, required = false) @Nullable String cookie,
            @Valid @RequestBody(required = false) @Nullable Refresh body,
            HttpServletRequest request) {
        logins.logOut(token(cookie, body));
        return answers.out(request);
    }

    @GetMapping("/.well-known/jwks.json")
    Map<String, Object> keys() {
        return new JWKSet(key.publicKey()).toJSONObject();
    }

    private static String token(@Nullable String cookie, @Nullable Refresh body) {
        return Optional.ofNullable(body)
                .map(Refresh::refreshToken)
                .or(() -> Optional.ofNullable(cookie))
                .orElse("");
    }

    private static String normal(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }
}
