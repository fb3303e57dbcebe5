/** Campaigns: one message to many contacts. */
@NullMarked
package nexus.api.campaign;

import org.jspecify.annotations.NullMarked;
