/** The servers of the distributed set-up as they are released, where Docker is present. */
@NullMarked
package nexus.containers;

import org.jspecify.annotations.NullMarked;
