/** What readers see of the definitions of custom fields. */
@NullMarked
package nexus.query.customfield;

import org.jspecify.annotations.NullMarked;
