/** The code and the HTTP contract, held to each other. */
@NullMarked
package nexus.contract;

import org.jspecify.annotations.NullMarked;
