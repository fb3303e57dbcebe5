/**
 * PostgreSQL and Elasticsearch as child processes: the servers the engine needs, without an
 * installation. They keep data: everything is durable and survives restarts. The engine's own sides
 * run the same way when they run apart.
 */
@NullMarked
package nexus.app.embedded;

import org.jspecify.annotations.NullMarked;
