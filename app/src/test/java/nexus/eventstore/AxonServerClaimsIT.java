package nexus.eventstore;

class AxonServerClaimsIT extends ClaimsSuite {

    AxonServerClaimsIT() {
        super(MirroredStore::onAxonServer);
    }
}
