/** Deals and pipelines over HTTP. */
@NullMarked
package nexus.deal;

import org.jspecify.annotations.NullMarked;
