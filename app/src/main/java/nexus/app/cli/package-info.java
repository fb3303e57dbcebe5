/**
 * Programs of the command line: those that use a running engine through its HTTP contract, and
 * those that move the events of one that does not run.
 */
@NullMarked
package nexus.app.cli;

import org.jspecify.annotations.NullMarked;
