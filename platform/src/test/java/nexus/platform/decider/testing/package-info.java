/** What the tests of all deciders share. */
@NullMarked
package nexus.platform.decider.testing;

import org.jspecify.annotations.NullMarked;
