/** Decides about campaigns, and sends them: one message to each of an audience, and never two. */
@NullMarked
package nexus.command.campaign;

import org.jspecify.annotations.NullMarked;
