package nexus.platform.web;

/** What was sent is larger than it may be; answered with 413. */
public final class TooLarge extends RuntimeException {

    /**
     * The limit that was passed.
     *
     * @param most in bytes
     */
    public TooLarge(long most) {
        super("The file is larger than %d megabytes.".formatted(most / 1_000_000));
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this; // an answer, not a fault
    }
}
