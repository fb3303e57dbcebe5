/** Decisions on a real event store. */
@NullMarked
package nexus.platform.decider;

import org.jspecify.annotations.NullMarked;
