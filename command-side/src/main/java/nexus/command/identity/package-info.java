/** Decides about organizations and users, and knows who logs in. */
@NullMarked
package nexus.command.identity;

import org.jspecify.annotations.NullMarked;
