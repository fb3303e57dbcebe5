package nexus.platform.web;

/** A request whose shape is wrong in one place; answered with 400 and the name of that place. */
public final class InvalidRequest extends RuntimeException {

    private final String field;
    private final String code;

    public InvalidRequest(String field, String code, String message) {
        super(message);
        this.field = field;
        this.code = code;
    }

    public String field() {
        return field;
    }

    public String code() {
        return code;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this; // an answer, not a fault
    }
}
