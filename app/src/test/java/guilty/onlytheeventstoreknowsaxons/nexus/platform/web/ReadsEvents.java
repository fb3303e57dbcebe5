package guilty.onlytheeventstoreknowsaxons.nexus.platform.web;

import org.axonframework.eventsourcing.eventstore.EventStore;

/** Breaks the rule: goes to the event store past its keeper. */
record ReadsEvents(EventStore events) {}
