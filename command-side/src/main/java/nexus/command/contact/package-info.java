/** Decides about contacts. */
@NullMarked
package nexus.command.contact;

import org.jspecify.annotations.NullMarked;
