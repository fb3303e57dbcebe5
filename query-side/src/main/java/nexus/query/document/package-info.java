/** What readers see of documents, and the documents themselves. */
@NullMarked
package nexus.query.document;

import org.jspecify.annotations.NullMarked;
