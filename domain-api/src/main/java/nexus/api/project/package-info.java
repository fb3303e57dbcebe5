/** Projects: the delivery of what was sold. */
@NullMarked
package nexus.api.project;

import org.jspecify.annotations.NullMarked;
