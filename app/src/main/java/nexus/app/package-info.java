/** The whole engine in one process, with the servers it needs. */
@NullMarked
package nexus.app;

import org.jspecify.annotations.NullMarked;
