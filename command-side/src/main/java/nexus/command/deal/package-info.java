/** Decides about deals. */
@NullMarked
package nexus.command.deal;

import org.jspecify.annotations.NullMarked;
