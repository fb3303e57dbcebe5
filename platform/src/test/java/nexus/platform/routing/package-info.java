@NullMarked
package nexus.platform.routing;

import org.jspecify.annotations.NullMarked;
