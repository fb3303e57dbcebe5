/** What must be survived: real nodes and real servers, killed, frozen, cut off and restarted. */
@NullMarked
package nexus.reliability;

import org.jspecify.annotations.NullMarked;
