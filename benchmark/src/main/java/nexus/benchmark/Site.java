package nexus.benchmark;

/** A running engine with a customer on it. */
record Site(Engine engine, Organization organization) implements AutoCloseable {

    /** An organization of its own on an engine, with so many records. */
    static Site on(Engine engine, int records) {
        var organization = Organization.register(engine);
        organization.fill(records);
        return new Site(engine, organization);
    }

    @Override
    public void close() {
        engine.close();
    }
}
