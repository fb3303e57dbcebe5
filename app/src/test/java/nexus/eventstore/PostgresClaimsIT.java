package nexus.eventstore;

class PostgresClaimsIT extends ClaimsSuite {

    PostgresClaimsIT() {
        super(PostgresStore::new);
    }
}
