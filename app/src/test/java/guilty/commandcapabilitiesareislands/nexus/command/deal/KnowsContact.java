package guilty.commandcapabilitiesareislands.nexus.command.deal;

import guilty.commandcapabilitiesareislands.nexus.command.contact.Contact;

/** Breaks the rule: one capability reaches into another. */
record KnowsContact(Contact contact) {}
