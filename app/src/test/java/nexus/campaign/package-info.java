/** Campaigns over HTTP. */
@NullMarked
package nexus.campaign;

import org.jspecify.annotations.NullMarked;
