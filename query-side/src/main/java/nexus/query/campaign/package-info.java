/** What readers see of campaigns, and of the delivery ledger. */
@NullMarked
package nexus.query.campaign;

import org.jspecify.annotations.NullMarked;
