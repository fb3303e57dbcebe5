package nexus.platform.web;

/** Somebody could not prove who they are; answered with 401. */
public final class NotAuthenticated extends RuntimeException {

    private final String code;

    public NotAuthenticated(String code, String message) {
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
