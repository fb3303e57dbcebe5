/** Programs of the command line that use a running engine through its HTTP contract. */
@NullMarked
package nexus.app.cli;

import org.jspecify.annotations.NullMarked;
