/** Who asks, for which organization, and what they may do. */
@NullMarked
package nexus.platform.security;

import org.jspecify.annotations.NullMarked;
