/** Decides about pipelines. */
@NullMarked
package nexus.command.pipeline;

import org.jspecify.annotations.NullMarked;
