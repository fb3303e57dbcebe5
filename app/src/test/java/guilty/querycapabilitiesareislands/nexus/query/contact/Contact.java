package guilty.querycapabilitiesareislands.nexus.query.contact;

/** Innocent by itself. */
public record Contact(String name) {}
