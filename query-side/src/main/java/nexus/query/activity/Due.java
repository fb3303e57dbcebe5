package nexus.query.activity;

import java.util.Locale;

/** When tasks are due, as somebody asks who plans a day. Written in small letters. */
enum Due {
    /** Before now. */
    OVERDUE,
    /** On this day of the organization, be it before now or after. */
    TODAY,
    /** On this day of the organization or one of the six that follow. */
    WEEK;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
