/** Custom fields: what an organization writes about its records besides what everybody does. */
@NullMarked
package nexus.api.customfield;

import org.jspecify.annotations.NullMarked;
