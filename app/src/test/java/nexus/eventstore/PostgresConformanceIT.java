package nexus.eventstore;

class PostgresConformanceIT extends ConformanceSuite {

    PostgresConformanceIT() {
        super(PostgresStore::new);
    }
}
