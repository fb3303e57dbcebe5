/** The rules of the house, and a breach of each that shows that the rule bites. */
@NullMarked
package nexus.architecture;

import org.jspecify.annotations.NullMarked;
