@NullMarked
package nexus.undo;

import org.jspecify.annotations.NullMarked;
