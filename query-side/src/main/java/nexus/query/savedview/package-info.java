/** What readers see of saved views. */
@NullMarked
package nexus.query.savedview;

import org.jspecify.annotations.NullMarked;
