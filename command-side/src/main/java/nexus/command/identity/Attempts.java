package nexus.command.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import nexus.platform.SharedClock;
import nexus.platform.web.TooManyRequests;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Bounds how often passwords can be tried: for one account from one address, and from one. */
@Component
class Attempts {

    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final Cache<String, Window> windows =
            Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(WINDOW).build();
    private final SharedClock clock;
    private final int perAccount;
    private final int perAddress;

    private record Window(int used, Instant end) {

        Window next() {
            return new Window(used + 1, end);
        }

        Window before() {
            return new Window(Math.max(0, used - 1), end);
        }
    }

    Attempts(
            SharedClock clock,
            @Value("${nexus.security.attempts-per-account:10}") int perAccount,
            @Value("${nexus.security.attempts-per-address:300}") int perAddress) {
        this.clock = clock;
        this.perAccount = perAccount;
        this.perAddress = perAddress;
    }

    /**
     * Counts an attempt.
     *
     * @throws TooManyRequests if it is one too many
     */
    void count(Visitor visitor, String email) {
        count("address", visitor.ipAddress(), perAddress);
        count("account", account(visitor, email), perAccount);
    }

    /** It was the right one: whoever mistyped it before starts afresh. */
    void succeeded(Visitor visitor, String email) {
        windows.invalidate(account(visitor, email));
    }

    /** Nobody could say whether it was the right one: it does not count. */
    void unjudged(Visitor visitor, String email) {
        takeBack(visitor.ipAddress());
        takeBack(account(visitor, email));
    }

    private void takeBack(String key) {
        windows.asMap().computeIfPresent(key, (_, known) -> known.before());
    }

    private void count(String policy, String key, int limit) {
        var now = clock.instant();
        var window =
                windows.asMap()
                        .compute(
                                key,
                                (_, known) ->
                                        known == null || !now.isBefore(known.end())
                                                ? new Window(1, now.plus(WINDOW))
                                                : known.next());
        if (window.used() > limit) {
            throw new TooManyRequests(policy, limit, WINDOW, Duration.between(now, window.end()));
        }
    }

    private static String account(Visitor visitor, String email) {
        return visitor.ipAddress() + " " + email;
    }
}
