package guilty.querycapabilitiesareislands.nexus.query.deal;

import guilty.querycapabilitiesareislands.nexus.query.contact.Contact;

/** Breaks the rule: one capability reaches into another. */
record KnowsContact(Contact contact) {}
