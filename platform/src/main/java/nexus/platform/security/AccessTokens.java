package nexus.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.Role;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens: who somebody is for a quarter of an hour, signed (ES256) so that any node can tell
 * without asking.
 */
public final class AccessTokens {

    public static final Duration LIFETIME = Duration.ofMinutes(15);

    /** The name of the cookie that browsers keep it in. */
    public static final String COOKIE = "access_token";

    private static final String ISSUER = "nexus";
    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt"); // RFC 9068

    private final SigningKey key;
    private final Clock clock;

    /** Checking a signature costs more than most requests do; a client sends one token for long. */
    private final Cache<String, Bearer> genuine =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(LIFETIME).build();

    public AccessTokens(SigningKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    /**
     * Whom a token was given to.
     *
     * @param role what they were in the organization when it was given
     */
    public record Bearer(
            String userId,
            OrganizationId organizationId,
            Role role,
            String name,
            String sessionId,
            Instant expiresAt) {

        /** The person, with what they are by now. */
        public Actor actor(Role now) {
            return new Actor(Actor.Kind.USER, userId, name, organizationId, now);
        }
    }

    /** Makes a token for somebody who has just proved who they are. */
    public String issue(Actor actor, String sessionId) {
        var now = clock.instant();
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .subject(actor.id())
                        .claim("org", actor.organizationId().value())
                        .claim("role", actor.role().name())
                        .claim("name", actor.name())
                        .claim("sid", sessionId)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFETIME)))
                        .build();
        var header =
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(TYPE)
                        .keyID(key.key().getKeyID())
                        .build();
        var token = new SignedJWT(header, claims);
        try {
            token.sign(new ECDSASigner(key.key()));
        } catch (JOSEException e) {
            throw new IllegalStateException("This node has no key to sign with", e);
        }
        return token.serialize();
    }

    /** Whom a token was given to; empty if it is not genuine or has expired. */
    public Optional<Bearer> read(String token) {
        var known = genuine.getIfPresent(token);
        var bearer = known == null ? verified(token) : known;
        if (bearer == null || !clock.instant().isBefore(bearer.expiresAt())) {
            return Optional.empty();
        }
        if (known == null) {
            genuine.put(token, bearer);
        }
        return Optional.of(bearer);
    }

    private @Nullable Bearer verified(String token) {
        try {
            var signed = SignedJWT.parse(token);
            var header = signed.getHeader();
            var isOurs =
                    JWSAlgorithm.ES256.equals(header.getAlgorithm())
                            && TYPE.equals(header.getType())
                            && signed.verify(new ECDSAVerifier(key.publicKey()));
            var claims = signed.getJWTClaimsSet();
            return isOurs && ISSUER.equals(claims.getIssuer()) ? bearer(claims) : null;
        } catch (ParseException | JOSEException | IllegalArgumentException _) {
            return null; // it came from a client: whatever is wrong with it, it is no token of ours
        }
    }

    private static Bearer bearer(JWTClaimsSet claims) throws ParseException {
        return new Bearer(
                claims.getSubject(),
                new OrganizationId(claims.getStringClaim("org")),
                Role.valueOf(claims.getStringClaim("role")),
                Objects.requireNonNullElse(claims.getStringClaim("name"), ""),
                claims.getStringClaim("sid"),
                claims.getExpirationTime().toInstant());
    }
}
