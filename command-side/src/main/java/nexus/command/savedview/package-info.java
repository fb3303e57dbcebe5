/** Decides about saved views. */
@NullMarked
package nexus.command.savedview;

import org.jspecify.annotations.NullMarked;
