package nexus.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.stream.Stream;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTokensTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Actor ANN =
            new Actor(
                    Actor.Kind.USER,
                    "user-1",
                    "Ann",
                    new OrganizationId("organization-1"),
                    Role.ADMIN);

    @TempDir Path folder;

    private SigningKey key() {
        return SigningKey.keptIn(folder.resolve("secrets/key.pem"));
    }

    private static AccessTokens at(Instant now, SigningKey key) {
        return new AccessTokens(key, Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void a_token_says_who_it_was_given_to() {
        var tokens = at(NOW, key());
        assertThat(tokens.read(tokens.issue(ANN, "session-1")))
                .hasValueSatisfying(
                        bearer -> {
                            assertThat(bearer.actor(Role.ADMIN)).isEqualTo(ANN);
                            assertThat(bearer.sessionId()).isEqualTo("session-1");
                        });
    }

    @Test
    void another_node_with_the_same_folder_believes_it() {
        var token = at(NOW, key()).issue(ANN, "session-1");
        assertThat(at(NOW, key()).read(token)).isPresent();
    }

    @Test
    void a_token_lasts_a_quarter_of_an_hour_also_where_it_was_seen_before() {
        var key = key();
        var token = at(NOW, key).issue(ANN, "session-1");
        var justBefore = NOW.plus(Duration.ofMinutes(15)).minusSeconds(1);
        assertThat(at(justBefore, key).read(token)).isPresent();
        assertThat(at(justBefore.plusSeconds(1), key).read(token)).isEmpty();

        var clock = new SettableClock();
        var tokens = new AccessTokens(key, clock);
        assertThat(tokens.read(token)).isPresent();
        clock.now = NOW.plus(Duration.ofMinutes(15));
        assertThat(tokens.read(token)).isEmpty();
    }

    @Test
    void a_token_signed_with_another_key_is_none() {
        var other = SigningKey.keptIn(folder.resolve("other.pem"));
        assertThat(at(NOW, key()).read(at(NOW, other).issue(ANN, "session-1"))).isEmpty();
    }

    @Test
    void neither_an_unsigned_token_nor_one_signed_by_the_public_key_as_a_password_is_believed()
            throws Exception {
        var key = key();
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer("nexus")
                        .subject("user-1")
                        .claim("org", "organization-1")
                        .claim("role", "OWNER")
                        .claim("sid", "session-1")
                        .expirationTime(Date.from(NOW.plusSeconds(60)))
                        .build();
        var confused =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.HS256)
                                .type(new JOSEObjectType("at+jwt"))
                                .build(),
                        claims);
        confused.sign(new MACSigner(key.publicKey().toECPublicKey().getEncoded()));
        assertThat(at(NOW, key).read(confused.serialize())).isEmpty();
        assertThat(at(NOW, key).read(new PlainJWT(claims).serialize())).isEmpty();
        assertThat(at(NOW, key).read("not a token")).isEmpty();
    }

    @Test
    void the_key_is_for_its_owner_only_and_there_is_nothing_else_left_of_making_it()
            throws Exception {
        key();
        try (var files = Files.list(folder.resolve("secrets"))) {
            var only = files.toList();
            assertThat(only).containsExactly(folder.resolve("secrets/key.pem"));
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(only.getFirst())))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void nodes_that_start_together_end_up_with_one_key() {
        var ids =
                Stream.generate(() -> 0)
                        .limit(16)
                        .parallel()
                        .map(_ -> key().publicKey().getKeyID())
                        .distinct()
                        .toList();
        assertThat(ids).hasSize(1);
    }

    @Test
    void who_has_only_the_public_half_reads_but_does_not_sign() throws Exception {
        var pem = Files.readString(keyFile());
        var publicHalf = SigningKey.of(pem.substring(pem.indexOf("-----BEGIN PUBLIC")));
        var token = at(NOW, SigningKey.of(pem)).issue(ANN, "session-1");
        assertThat(at(NOW, publicHalf).read(token)).isPresent();
        assertThatThrownBy(() -> at(NOW, publicHalf).issue(ANN, "session-1"))
                .isInstanceOf(IllegalStateException.class);
    }

    private Path keyFile() {
        key();
        return folder.resolve("secrets/key.pem");
    }

    private static final class SettableClock extends Clock {
        private Instant now = NOW;

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
