/** Pipelines as readers see them. */
@NullMarked
package nexus.query.pipeline;

import org.jspecify.annotations.NullMarked;
