/** Sales pipelines and their stages. */
@NullMarked
package nexus.api.pipeline;

import org.jspecify.annotations.NullMarked;
