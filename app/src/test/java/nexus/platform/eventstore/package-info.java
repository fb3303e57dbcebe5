/** The event store from the inside, on a real database. */
@NullMarked
package nexus.platform.eventstore;

import org.jspecify.annotations.NullMarked;
