/** Views under test. */
@NullMarked
package nexus.platform.projection;

import org.jspecify.annotations.NullMarked;
