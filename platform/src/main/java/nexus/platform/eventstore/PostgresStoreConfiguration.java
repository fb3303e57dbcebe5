package nexus.platform.eventstore;

import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires PostgreSQL as the place where events are kept. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "nexus.event-store", havingValue = "postgres", matchIfMissing = true)
class PostgresStoreConfiguration {

    @Bean
    EventStore eventStore(PostgresEventStorageEngine engine, Tail tail, JdbcClient db) {
        requireNoMirror(db);
        return new PositionedEventStore(engine, tail);
    }

    @Bean
    Appends appends(PostgresEventStorageEngine engine) {
        return new UnitOfWorkAppends(engine);
    }

    /** What is appended to a copy would be missing where the events are. */
    private static void requireNoMirror(JdbcClient db) {
        db.sql("select source from event_mirror")
                .query(String.class)
                .optional()
                .ifPresent(
                        source -> {
                            throw new IllegalStateException(
                                    "This database holds a copy of the events in "
                                            + source
                                            + ": bring the last ones over first (./nexus"
                                            + " import, see"
                                            + " docs/operations/axon-server.md)");
                        });
    }
}
