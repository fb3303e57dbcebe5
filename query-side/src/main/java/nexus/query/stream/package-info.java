/** What happens, told to readers as it happens, and how much of it happened when. */
@NullMarked
package nexus.query.stream;

import org.jspecify.annotations.NullMarked;
