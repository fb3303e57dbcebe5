package nexus.platform.web;

import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/** Somebody asks for something more often than is good; answered with 429. */
public final class TooManyRequests extends RuntimeException {

    private final String policy;
    private final int limit;
    private final Duration window;
    private final Duration left;

    /**
     * A refusal.
     *
     * @param policy the name of the limit
     * @param limit how many there may be in a window
     * @param left until the next window begins
     */
    public TooManyRequests(String policy, int limit, Duration window, Duration left) {
        super("Too many attempts: try again in " + seconds(left) + " seconds.");
        this.policy = policy;
        this.limit = limit;
        this.window = window;
        this.left = left;
    }

    /** In the form of the IETF draft on RateLimit header fields for HTTP. */
    Map<String, String> headers() {
        return Map.of(
                HttpHeaders.RETRY_AFTER,
                Long.toString(seconds(left)),
                "RateLimit-Policy",
                "\"%s\";q=%d;w=%d".formatted(policy, limit, window.toSeconds()),
                "RateLimit",
                "\"%s\";r=0;t=%d".formatted(policy, seconds(left)));
    }

    private static long seconds(Duration left) {
        return Math.max(1, left.toSeconds() + 1);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this; // an answer, not a fault
    }
}
