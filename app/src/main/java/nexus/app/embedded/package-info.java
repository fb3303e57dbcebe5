/**
 * PostgreSQL and Elasticsearch as child processes: the servers the engine needs, without an
 * installation. They keep data: everything is durable and survives restarts.
 */
@NullMarked
package nexus.app.embedded;

import org.jspecify.annotations.NullMarked;
