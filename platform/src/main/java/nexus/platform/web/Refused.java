package nexus.platform.web;

import nexus.api.CommandResult.Rejected;
import nexus.api.RecordRejection.NotFound;
import nexus.api.Rejection;

/** A refusal on its way out of a controller; answered with its problem. */
public final class Refused extends RuntimeException {

    private final transient Rejected rejected;

    public Refused(Rejected rejected) {
        super(rejected.code());
        this.rejected = rejected;
    }

    public Refused(Rejection rejection) {
        this(Rejected.because(rejection));
    }

    /** There is no such record, or none that the reader may know of. */
    public static Refused notFound(String id) {
        return new Refused(new NotFound(id));
    }

    Rejected rejected() {
        return rejected;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this; // an answer, not a fault
    }
}
