package nexus.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import nexus.platform.decider.Memberships;
import nexus.platform.security.AccessTokens;
import nexus.platform.security.AccessTokens.Bearer;
import nexus.platform.security.ActorAuthentication;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Knows who sends a request by its access token, from the Authorization header or else the cookie,
 * and gives them the role they have now. Who is no member any more has no valid token.
 */
final class TokenFilter extends OncePerRequestFilter {

    private static final String BEARER = "Bearer ";

    private final AccessTokens tokens;
    private final Memberships memberships;
    private final SecurityProblems problems;
    private final HandlerExceptionResolver failures;

    TokenFilter(
            AccessTokens tokens,
            Memberships memberships,
            SecurityProblems problems,
            HandlerExceptionResolver failures) {
        this.tokens = tokens;
        this.memberships = memberships;
        this.problems = problems;
        this.failures = failures;
    }

    /** A token that has run out must keep nobody from what is public, least of all from login. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return PublicPaths.contain(request);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var token = tokenOf(request);
        if (token.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        Optional<ActorAuthentication> authentication;
        try {
            authentication = tokens.read(token.get()).flatMap(this::authentication);
        } catch (DataAccessException outage) {
            failures.resolveException(request, response, null, outage);
            return;
        }
        if (authentication.isEmpty()) {
            problems.tokenInvalid(request, response);
            return;
        }
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(authentication.get());
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }

    private Optional<ActorAuthentication> authentication(Bearer bearer) {
        return memberships
                .roleOf(bearer.organizationId(), bearer.userId())
                .map(role -> new ActorAuthentication(bearer.actor(role), bearer.sessionId()));
    }

    private static Optional<String> tokenOf(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null) {
            return Optional.of(
                    header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                            ? header.substring(BEARER.length()).strip()
                            : "");
        }
        return Optional.ofNullable(request.getCookies()).stream()
                .flatMap(Arrays::stream)
                .filter(cookie -> cookie.getName().equals(AccessTokens.COOKIE))
                .map(Cookie::getValue)
                .findFirst();
    }
}
