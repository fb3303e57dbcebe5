@NullMarked
package nexus.platform.query;

import org.jspecify.annotations.NullMarked;
