/** How commands are decided: the decider, and the one shell that hosts all of them on Axon. */
@NullMarked
package nexus.platform.decider;

import org.jspecify.annotations.NullMarked;
