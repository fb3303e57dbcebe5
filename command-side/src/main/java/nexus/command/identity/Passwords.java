package nexus.command.identity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import nexus.platform.web.InvalidRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;

/** What a password must be, and how it is kept: only as a hash that is slow to make (BCrypt). */
@Component
final class Passwords {

    /** BCrypt reads no further. */
    private static final int MOST_BYTES = 72;

    private static final int LEAST_CHARACTERS = 8;

    private final Set<String> common = readCommon();
    private final BCryptPasswordEncoder encoder;
    private final String hashOfNone;

    /** Hashing takes a core for a quarter of a second: logins must not take all of them. */
    private final Semaphore cores =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    Passwords(@Value("${nexus.security.bcrypt-strength:12}") int strength) {
        encoder = new BCryptPasswordEncoder(strength);
        hashOfNone = Objects.requireNonNull(encoder.encode("the password of nobody"));
    }

    /**
     * Hashes a new password.
     *
     * @throws InvalidRequest if it is too short, too long, or what everybody takes
     */
    String hash(String password, String email) {
        if (password.codePointCount(0, password.length()) < LEAST_CHARACTERS) {
            throw invalid("too-short", "must have at least 8 characters");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw invalid("too-long", "must have at most 72 bytes");
        }
        if (common.contains(password.toLowerCase(Locale.ROOT))
                || password.equalsIgnoreCase(email)) {
            throw invalid("too-common", "is among the first that somebody would try");
        }
        return Objects.requireNonNull(onFewCores(() -> encoder.encode(password)));
    }

    /** Whether this is the password; takes the same time where there is none. */
    boolean isRight(String password, @Nullable String hash) {
        if (password.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            return false;
        }
        var matches = onFewCores(() -> encoder.matches(password, hash == null ? hashOfNone : hash));
        return matches && hash != null;
    }

    private <T> T onFewCores(Supplier<T> work) {
        cores.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            cores.release();
        }
    }

    private static InvalidRequest invalid(String code, String message) {
        return new InvalidRequest("password", code, message);
    }

    private static Set<String> readCommon() {
        try (var resource = Passwords.class.getResourceAsStream("common-passwords.txt");
                var lines =
                        new BufferedReader(
                                        new InputStreamReader(
                                                Objects.requireNonNull(resource),
                                                StandardCharsets.UTF_8))
                                .lines()) {
            return lines.filter(line -> !line.startsWith("#")).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
