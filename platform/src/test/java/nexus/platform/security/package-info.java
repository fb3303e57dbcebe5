@NullMarked
package nexus.platform.security;

import org.jspecify.annotations.NullMarked;
