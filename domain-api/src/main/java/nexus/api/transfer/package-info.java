/** Imports: many records at once, from a file. */
@NullMarked
package nexus.api.transfer;

import org.jspecify.annotations.NullMarked;
