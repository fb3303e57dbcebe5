package nexus.platform;

import java.sql.SQLException;

/** The disk of the database has no room left: nothing can be stored until somebody makes some. */
public final class FullDisk {

    /** What the database calls it. */
    private static final String DISK_FULL = "53100";

    private FullDisk() {}

    public static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused && DISK_FULL.equals(refused.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
