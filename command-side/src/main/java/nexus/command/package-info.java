/** The side that decides. */
@NullMarked
package nexus.command;

import org.jspecify.annotations.NullMarked;
