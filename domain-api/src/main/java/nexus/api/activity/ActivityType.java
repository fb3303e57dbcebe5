package nexus.api.activity;

/** What sort of activity. */
public enum ActivityType {
    CALL,
    EMAIL,
    MEETING,
    /** Something written down: done as soon as it is there. */
    NOTE,
    TASK;

    /** Whether it means speaking or writing to somebody. */
    public boolean isConversation() {
        return this == CALL || this == EMAIL || this == MEETING;
    }
}
