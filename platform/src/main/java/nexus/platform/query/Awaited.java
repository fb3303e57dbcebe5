package nexus.platform.query;

/**
 * The position that a reader wants to see at least, which the views have reached: a request
 * attribute, for what lags behind the views.
 *
 * @param until how long the reader waits in all, as {@link System#nanoTime} tells it
 */
public record Awaited(long position, long until) {

    public static final String ATTRIBUTE = "nexus.awaited";
}
