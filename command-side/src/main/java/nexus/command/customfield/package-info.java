/** Decides about the definitions of custom fields. */
@NullMarked
package nexus.command.customfield;

import org.jspecify.annotations.NullMarked;
