package nexus.command.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import nexus.command.identity.Accounts.Account;
import nexus.command.identity.Logins.LoggedIn;
import nexus.platform.security.AccessTokens;
import nexus.platform.web.CommandEndpoint;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** What is answered to who has logged in: the tokens, also as cookies that scripts cannot read. */
@Component
class LoginAnswers {

    static final String REFRESH = "refresh_token";

    private final boolean alwaysSecure;

    LoginAnswers(@Value("${nexus.security.secure-cookies:false}") boolean alwaysSecure) {
        this.alwaysSecure = alwaysSecure;
    }

    /**
     * The answer.
     *
     * @param expiresIn seconds
     */
    record Answer(Account data, String accessToken, long expiresIn) {}

    ResponseEntity<Answer> in(LoggedIn in, HttpStatus status, HttpServletRequest request) {
        var answer =
                ResponseEntity.status(status)
                        .header(
                                HttpHeaders.SET_COOKIE,
                                access(in.accessToken(), AccessTokens.LIFETIME, request),
                                refresh(in.refreshToken(), Sessions.LIFETIME, request));
        if (in.position() != null) {
            answer.header(CommandEndpoint.POSITION, in.position());
        }
        return answer.body(
                new Answer(in.account(), in.accessToken(), AccessTokens.LIFETIME.toSeconds()));
    }

    /** Takes the cookies back. */
    ResponseEntity<Void> out(HttpServletRequest request) {
        return ResponseEntity.noContent()
                .header(
                        HttpHeaders.SET_COOKIE,
                        access("", Duration.ZERO, request),
                        refresh("", Duration.ZERO, request))
                .build();
    }

    private String access(String token, Duration age, HttpServletRequest request) {
        return cookie(AccessTokens.COOKIE, token, "/", age, request);
    }

    private String refresh(String token, Duration age, HttpServletRequest request) {
        return cookie(REFRESH, token, "/api/auth", age, request);
    }

    private String cookie(
            String name, String value, String path, Duration age, HttpServletRequest request) {
        return ResponseCookie.from(name, value)
                .httpOnly(true)
                .sameSite("Lax")
                .secure(isSecure(request))
                .path(path)
                .maxAge(age)
                .build()
                .toString();
    }

    private boolean isSecure(HttpServletRequest request) {
        return alwaysSecure
                || request.isSecure()
                || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
    }
}
