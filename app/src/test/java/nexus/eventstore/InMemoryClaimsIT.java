package nexus.eventstore;

class InMemoryClaimsIT extends ClaimsSuite {

    InMemoryClaimsIT() {
        super(MirroredStore::inMemory);
    }
}
