package nexus.platform.web;

/**
 * Something that will be possible in a moment but is not now; answered with 503 and Retry-After.
 */
public final class NotReady extends RuntimeException {

    private final String code;

    public NotReady(String code, String message) {
        super(message);
        this.code = code;
    }

    String code() {
        return code;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this; // an answer, not a fault
    }
}
