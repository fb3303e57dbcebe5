/** Whether the engine and what it stands on are well. */
@NullMarked
package nexus.platform.health;

import org.jspecify.annotations.NullMarked;
