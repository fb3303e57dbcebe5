/** Documents: files that belong to the records of an organization. */
@NullMarked
package nexus.api.document;

import org.jspecify.annotations.NullMarked;
