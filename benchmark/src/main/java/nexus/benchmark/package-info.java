/** Measures the engine, each figure beside the limit of the machine. */
@NullMarked
package nexus.benchmark;

import org.jspecify.annotations.NullMarked;
