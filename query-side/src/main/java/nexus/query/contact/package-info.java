/** What readers see of contacts. */
@NullMarked
package nexus.query.contact;

import org.jspecify.annotations.NullMarked;
