/** Companies and contacts from request to answer. */
@NullMarked
package nexus.people;

import org.jspecify.annotations.NullMarked;
