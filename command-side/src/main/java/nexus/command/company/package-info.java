/** Decides about companies. */
@NullMarked
package nexus.command.company;

import org.jspecify.annotations.NullMarked;
