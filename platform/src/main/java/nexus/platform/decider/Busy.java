package nexus.platform.decider;

import org.springframework.dao.TransientDataAccessException;

/** More is asked of a node than it can do for the moment; nothing was done of what was asked. */
public final class Busy extends TransientDataAccessException {

    Busy() {
        super("No place became free in time");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this; // an answer, not a fault
    }
}
