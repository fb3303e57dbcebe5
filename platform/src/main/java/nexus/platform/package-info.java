/** What both sides need and no business word. */
@NullMarked
package nexus.platform;

import org.jspecify.annotations.NullMarked;
