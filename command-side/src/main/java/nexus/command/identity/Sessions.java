package nexus.command.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.UserId;
import nexus.platform.NewId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who is logged in where. A session lives on by refresh tokens, each of which works once: one that
 * is used again was stolen, by then or before, and ends the session.
 */
@Component
class Sessions {

    static final Duration LIFETIME = Duration.ofDays(7);

    private static final int TOKEN_BYTES = 32;

    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final SecureRandom random = new SecureRandom();

    Sessions(JdbcClient db, PlatformTransactionManager transactions) {
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * A session that has just been begun or continued.
     *
     * @param refreshToken opaque, 256 random bits; kept only as a hash
     */
    record Session(String id, UserId userId, OrganizationId organizationId, String refreshToken) {}

    /** A session as its user sees it. */
    record Shown(
            String id,
            String ipAddress,
            String userAgent,
            Instant createdAt,
            Instant lastUsedAt,
            Instant expiresAt) {}

    private record Known(
            String id, UserId userId, OrganizationId organizationId, boolean used, boolean over) {}

    Session begin(UserId user, OrganizationId organization, Visitor visitor) {
        var id = NewId.of("session");
        return inTransaction(
                () -> {
                    db.sql(
                                    """
                                    insert into session (id, user_id, organization_id, ip_address,
                                                         user_agent, expires_at)
                                    values (:id, :user, :organization, :ip, :agent,
                                            now() + :days * interval '1 day')""")
                            .param("id", id)
                            .param("user", user.value())
                            .param("organization", organization.value())
                            .param("ip", visitor.ipAddress())
                            .param("agent", visitor.userAgent())
                            .param("days", LIFETIME.toDays())
                            .update();
                    return new Session(id, user, organization, newToken(id));
                });
    }

    /** Takes a refresh token and gives the next one; empty if there is nothing to go on with. */
    Optional<Session> goOn(String refreshToken, Visitor visitor) {
        return inTransaction(
                () -> known(refreshToken).flatMap(session -> goOn(session, refreshToken, visitor)));
    }

    private Optional<Session> goOn(Known session, String refreshToken, Visitor visitor) {
        if (session.used()) {
            end(session.id());
        }
        if (session.used() || session.over()) {
            return Optional.empty();
        }
        db.sql("update refresh_token set used_at = now() where hash = :hash")
                .param("hash", hash(refreshToken))
                .update();
        db.sql(
                        """
                        update session set last_used_at = now(), expires_at = now() + :days * interval '1 day',
                          ip_address = :ip, user_agent = :agent where id = :id""")
                .param("days", LIFETIME.toDays())
                .param("ip", visitor.ipAddress())
                .param("agent", visitor.userAgent())
                .param("id", session.id())
                .update();
        return Optional.of(
                new Session(
                        session.id(),
                        session.userId(),
                        session.organizationId(),
                        newToken(session.id())));
    }

    /** The lock makes two uses at the same moment one after the other. */
    private Optional<Known> known(String refreshToken) {
        return db.sql(
                        """
                        select s.id, s.user_id, s.organization_id, t.used_at is not null as used,
                          s.revoked_at is not null or s.expires_at <= now() as over
                        from refresh_token t join session s on s.id = t.session_id
                        where t.hash = :hash for update""")
                .param("hash", hash(refreshToken))
                .query(
                        (row, _) ->
                                new Known(
                                        row.getString(1),
                                        new UserId(row.getString(2)),
                                        new OrganizationId(row.getString(3)),
                                        row.getBoolean(4),
                                        row.getBoolean(5)))
                .optional();
    }

    /** Ends the session that a refresh token belongs to, if it does to any. */
    void endBy(String refreshToken) {
        inTransaction(
                () -> {
                    var session = known(refreshToken);
                    session.ifPresent(known -> end(known.id()));
                    return session;
                });
    }

    private void end(String id) {
        db.sql("update session set revoked_at = now() where id = :id and revoked_at is null")
                .param("id", id)
                .update();
    }

    /** Ends one of a user's sessions; empty if there is no such one. */
    Optional<String> end(UserId user, String id) {
        return db.sql(
                        """
                                update session set revoked_at = now()
                                where id = :id and user_id = :user and revoked_at is null
                                returning id""")
                .param("id", id)
                .param("user", user.value())
                .query(String.class)
                .optional();
    }

    void endAllOf(UserId user) {
        db.sql(
                        """
                        update session set revoked_at = now()
                        where user_id = :user and revoked_at is null""")
                .param("user", user.value())
                .update();
    }

    /** Those that could go on, the one used last first. */
    List<Shown> of(UserId user) {
        return db.sql(
                        """
                        select id, ip_address, user_agent, created_at, last_used_at, expires_at
                        from session
                        where user_id = :user and revoked_at is null and expires_at > now()
                        order by last_used_at desc, id""")
                .param("user", user.value())
                .query((row, _) -> shown(row))
                .list();
    }

    private static Shown shown(ResultSet row) throws SQLException {
        return new Shown(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                instant(row, 4),
                instant(row, 5),
                instant(row, 6));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private String newToken(String sessionId) {
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        db.sql("insert into refresh_token (hash, session_id) values (:hash, :session)")
                .param("hash", hash(token))
                .param("session", sessionId)
                .update();
        return token;
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(_ -> work.get()));
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT15M")
    void forgetOldOnes() {
        db.sql("delete from session where expires_at < now() - interval '30 days'").update();
    }
}
