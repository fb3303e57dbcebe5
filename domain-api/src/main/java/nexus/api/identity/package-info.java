/** Organizations, the people in them and what they may do. */
@NullMarked
package nexus.api.identity;

import org.jspecify.annotations.NullMarked;
