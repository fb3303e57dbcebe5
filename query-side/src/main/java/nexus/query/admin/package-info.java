/** What those who run an installation see of it and do to it. */
@NullMarked
package nexus.query.admin;

import org.jspecify.annotations.NullMarked;
