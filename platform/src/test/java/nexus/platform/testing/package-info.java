/** What tests of several modules need of the world outside. */
@NullMarked
package nexus.platform.testing;

import org.jspecify.annotations.NullMarked;
