/** What tests across the modules share. */
@NullMarked
package nexus.testing;

import org.jspecify.annotations.NullMarked;
