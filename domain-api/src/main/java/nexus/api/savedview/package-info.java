/** Saved views: what somebody looks for again and again. */
@NullMarked
package nexus.api.savedview;

import org.jspecify.annotations.NullMarked;
