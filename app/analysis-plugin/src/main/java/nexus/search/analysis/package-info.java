/**
 * The text analysis of the embedded search server, under the names a full Elasticsearch uses, so
 * that one index definition serves both.
 */
@NullMarked
package nexus.search.analysis;

import org.jspecify.annotations.NullMarked;
