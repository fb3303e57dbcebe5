package nexus.eventstore;

class AxonServerConformanceIT extends ConformanceSuite {

    AxonServerConformanceIT() {
        super(MirroredStore::onAxonServer);
    }
}
