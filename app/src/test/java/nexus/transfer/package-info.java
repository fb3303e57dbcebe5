/** Imports on the whole engine. */
@NullMarked
package nexus.transfer;

import org.jspecify.annotations.NullMarked;
