/** What every event store must be able to do, and proof that the checks can tell. */
@NullMarked
package nexus.eventstore;

import org.jspecify.annotations.NullMarked;
