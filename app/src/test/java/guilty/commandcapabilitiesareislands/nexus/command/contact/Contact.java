package guilty.commandcapabilitiesareislands.nexus.command.contact;

/** Innocent by itself. */
public record Contact(String name) {}
