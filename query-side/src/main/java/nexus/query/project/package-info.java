/** Projects as readers see them: lists, boards, gates, clocks, history. */
@NullMarked
package nexus.query.project;

import org.jspecify.annotations.NullMarked;
