/** Reading views: now, as they were known, and as they were in effect. */
@NullMarked
package nexus.platform.query;

import org.jspecify.annotations.NullMarked;
