/** The two sides of the engine as processes of their own, behind one front door. */
@NullMarked
package nexus.app.split;

import org.jspecify.annotations.NullMarked;
