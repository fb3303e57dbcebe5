/** Deals: sales on their way through a pipeline. */
@NullMarked
package nexus.api.deal;

import org.jspecify.annotations.NullMarked;
