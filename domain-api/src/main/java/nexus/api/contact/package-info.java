/** Contacts: the people an organization sells to. */
@NullMarked
package nexus.api.contact;

import org.jspecify.annotations.NullMarked;
