/** Projects through the whole engine, over HTTP. */
@NullMarked
package nexus.project;

import org.jspecify.annotations.NullMarked;
