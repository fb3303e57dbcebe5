/** Imports as readers see them: how far they are, and what is wrong with which rows. */
@NullMarked
package nexus.query.transfer;

import org.jspecify.annotations.NullMarked;
