/** Search over contacts, companies and deals, in Elasticsearch. */
@NullMarked
package nexus.query.search;

import org.jspecify.annotations.NullMarked;
