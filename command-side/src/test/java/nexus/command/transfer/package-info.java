@NullMarked
package nexus.command.transfer;

import org.jspecify.annotations.NullMarked;
