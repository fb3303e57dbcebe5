/** Companies: the businesses that contacts work for. */
@NullMarked
package nexus.api.company;

import org.jspecify.annotations.NullMarked;
