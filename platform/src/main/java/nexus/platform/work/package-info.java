/** Work that is due, done by one node at a time and taken up by another when a node dies. */
@NullMarked
package nexus.platform.work;

import org.jspecify.annotations.NullMarked;
