/** Deals as readers see them: lists, boards, history. */
@NullMarked
package nexus.query.deal;

import org.jspecify.annotations.NullMarked;
