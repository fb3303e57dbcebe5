/** Organizations and the people in them, as readers see them. */
@NullMarked
package nexus.query.identity;

import org.jspecify.annotations.NullMarked;
