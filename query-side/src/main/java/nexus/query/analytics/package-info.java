/** Numbers about sales, each with its definition. */
@NullMarked
package nexus.query.analytics;

import org.jspecify.annotations.NullMarked;
