@NullMarked
package nexus.savedview;

import org.jspecify.annotations.NullMarked;
