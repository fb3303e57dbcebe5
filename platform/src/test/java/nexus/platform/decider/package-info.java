@NullMarked
package nexus.platform.decider;

import org.jspecify.annotations.NullMarked;
