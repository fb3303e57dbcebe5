/** The stored form of every event, written down for good. */
@NullMarked
package nexus.events;

import org.jspecify.annotations.NullMarked;
