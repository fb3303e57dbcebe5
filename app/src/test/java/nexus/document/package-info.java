/** Documents through HTTP. */
@NullMarked
package nexus.document;

import org.jspecify.annotations.NullMarked;
