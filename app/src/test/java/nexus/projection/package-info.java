/** Views on real servers. */
@NullMarked
package nexus.projection;

import org.jspecify.annotations.NullMarked;
