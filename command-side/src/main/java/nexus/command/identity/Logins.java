package nexus.command.identity;

import java.util.Optional;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.UserId;
import nexus.command.identity.Accounts.Account;
import nexus.command.identity.LoginLog.Outcome;
import nexus.command.identity.Registration.Applicant;
import nexus.command.identity.Registration.Registered;
import nexus.command.identity.Sessions.Session;
import nexus.platform.decider.Reservations;
import nexus.platform.security.AccessTokens;
import nexus.platform.web.NotAuthenticated;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Lets people in: who registers, who knows their password, and who was in before. */
@Component
class Logins {

    private final Attempts attempts;
    private final Passwords passwords;
    private final Credentials credentials;
    private final Reservations reservations;
    private final Registration registration;
    private final Sessions sessions;
    private final Accounts accounts;
    private final AccessTokens tokens;
    private final LoginLog log;

    Logins(
            Attempts attempts,
            Passwords passwords,
            Credentials credentials,
            Reservations reservations,
            Registration registration,
            Sessions sessions,
            Accounts accounts,
            AccessTokens tokens,
            LoginLog log) {
        this.attempts = attempts;
        this.passwords = passwords;
        this.credentials = credentials;
        this.reservations = reservations;
        this.registration = registration;
        this.sessions = sessions;
        this.accounts = accounts;
        this.tokens = tokens;
        this.log = log;
    }

    /** Somebody who is in. */
    record LoggedIn(
            Account account, String accessToken, String refreshToken, @Nullable String position) {}

    /** What a newcomer says. */
    record Newcomer(
            String email,
            String password,
            String firstName,
            String lastName,
            String organizationName) {}

    LoggedIn register(Newcomer newcomer, Visitor visitor, String correlationId) {
        var email = newcomer.email();
        attempts.count(visitor, email);
        var registered =
                registration.register(
                        new Applicant(
                                email,
                                passwords.hash(newcomer.password(), email),
                                newcomer.firstName(),
                                newcomer.lastName(),
                                newcomer.organizationName()),
                        correlationId);
        attempts.succeeded(visitor, email);
        return begin(registered, visitor);
    }

    private LoggedIn begin(Registered registered, Visitor visitor) {
        var user = registered.userId();
        var organization = registered.organizationId();
        var session = sessions.begin(user, organization, visitor);
        log(Outcome.REGISTERED, session, visitor);
        var last = registered.last();
        return in(session, last.streamId() + "@" + last.version())
                .orElseThrow(); // it was committed a moment ago
    }

    /** Says the same, and takes as long, whether the account or the password is wrong. */
    LoggedIn logIn(String email, String password, Visitor visitor) {
        attempts.count(visitor, email);
        var credential = credentialOf(email, visitor);
        var hash = credential.map(Credentials.Credential::passwordHash).orElse(null);
        if (!passwords.isRight(password, hash)) {
            log.add(
                    Outcome.REFUSED,
                    credential.map(known -> known.userId().value()).orElse(null),
                    credential.map(known -> known.organizationId().value()).orElse(null),
                    visitor);
            throw wrongCredentials();
        }
        attempts.succeeded(visitor, email);
        var known = credential.orElseThrow();
        return in(known.userId(), known.organizationId(), visitor)
                .orElseThrow(Logins::wrongCredentials);
    }

    private Optional<Credentials.Credential> credentialOf(String email, Visitor visitor) {
        try {
            return reservations
                    .holder(UserDecider.EMAIL, email)
                    .map(UserId::new)
                    .flatMap(credentials::of);
        } catch (DataAccessException away) {
            attempts.unjudged(visitor, email);
            throw away;
        }
    }

    private Optional<LoggedIn> in(UserId user, OrganizationId organization, Visitor visitor) {
        var session = sessions.begin(user, organization, visitor);
        log(Outcome.LOGGED_IN, session, visitor);
        return in(session, null);
    }

    /** Goes on with a session; its refresh token is used up by that. */
    LoggedIn goOn(String refreshToken, Visitor visitor) {
        var session = sessions.goOn(refreshToken, visitor);
        if (session.isEmpty()) {
            log.add(Outcome.SESSION_REFUSED, null, null, visitor);
        }
        return session.flatMap(known -> in(known, null)).orElseThrow(Logins::sessionOver);
    }

    void logOut(String refreshToken) {
        sessions.endBy(refreshToken);
    }

    private Optional<LoggedIn> in(Session session, @Nullable String position) {
        return Optional.ofNullable(accounts.of(session.userId(), session.organizationId()))
                .map(
                        account ->
                                new LoggedIn(
                                        account,
                                        tokens.issue(account.actor(), session.id()),
                                        session.refreshToken(),
                                        position));
    }

    private void log(Outcome outcome, Session session, Visitor visitor) {
        log.add(outcome, session.userId().value(), session.organizationId().value(), visitor);
    }

    private static NotAuthenticated wrongCredentials() {
        return new NotAuthenticated(
                "auth.credentials-invalid", "The e-mail address or the password is wrong.");
    }

    private static NotAuthenticated sessionOver() {
        return new NotAuthenticated("auth.session-over", "The session is over: log in again.");
    }
}
