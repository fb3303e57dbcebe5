@NullMarked
package nexus.stream;

import org.jspecify.annotations.NullMarked;
