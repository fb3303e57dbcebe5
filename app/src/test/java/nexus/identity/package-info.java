/** Who may come in and what they may do there, over HTTP. */
@NullMarked
package nexus.identity;

import org.jspecify.annotations.NullMarked;
