/** Views: folds over the event stream, kept as tables with their past. */
@NullMarked
package nexus.platform.projection;

import org.jspecify.annotations.NullMarked;
