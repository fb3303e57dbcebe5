/** The event store: the only place that knows how events are kept. */
@NullMarked
package nexus.platform.eventstore;

import org.jspecify.annotations.NullMarked;
