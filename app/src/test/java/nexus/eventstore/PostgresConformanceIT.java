package nexus.eventstore;

class PostgresConformanceIT extends ConformanceSuite {

    PostgresConformanceIT() {
        super(new PostgresStore());
    }
}
