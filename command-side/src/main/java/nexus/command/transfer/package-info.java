/** Imports: reads files row by row and sends the commands that the rows stand for. */
@NullMarked
package nexus.command.transfer;

import org.jspecify.annotations.NullMarked;
