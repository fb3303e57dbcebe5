/** The whole business, told through HTTP. */
@NullMarked
package nexus.story;

import org.jspecify.annotations.NullMarked;
