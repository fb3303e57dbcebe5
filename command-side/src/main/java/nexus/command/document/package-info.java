/** Decides about documents: takes files in, checks them in quarantine, lets them out or not. */
@NullMarked
package nexus.command.document;

import org.jspecify.annotations.NullMarked;
