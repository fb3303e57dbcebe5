@NullMarked
package nexus.command.identity;

import org.jspecify.annotations.NullMarked;
