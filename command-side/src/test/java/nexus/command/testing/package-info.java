/** What tests of capabilities share. */
@NullMarked
package nexus.command.testing;

import org.jspecify.annotations.NullMarked;
