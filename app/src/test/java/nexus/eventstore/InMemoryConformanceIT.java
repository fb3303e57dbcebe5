package nexus.eventstore;

class InMemoryConformanceIT extends ConformanceSuite {

    InMemoryConformanceIT() {
        super(MirroredStore::inMemory);
    }
}
