/** What readers see of companies. */
@NullMarked
package nexus.query.company;

import org.jspecify.annotations.NullMarked;
