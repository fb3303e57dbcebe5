package nexus.platform.eventstore;

/** The names under which the circumstances of an event are kept beside it. */
public final class EventMetadata {

    public static final String ORGANIZATION = "organizationId";
    public static final String ACTOR_KIND = "actorKind";
    public static final String ACTOR_ID = "actorId";
    public static final String ACTOR_NAME = "actorName";
    public static final String CORRELATION = "correlationId";
    public static final String CAUSATION = "causationId";
    public static final String OCCURRED_AT = "occurredAt";

    /** The command that an event comes of, where one may be sent a second time. */
    public static final String COMMAND = "commandId";

    private EventMetadata() {}
}
