/** The side that remembers for readers. */
@NullMarked
package nexus.query;

import org.jspecify.annotations.NullMarked;
