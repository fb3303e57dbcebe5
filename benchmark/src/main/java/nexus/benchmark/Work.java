package nexus.benchmark;

/** A piece of work that several callers do again and again at the same time. */
interface Work extends AutoCloseable {

    /**
     * Does it once.
     *
     * @param caller who does it, from 0; one caller never does two at a time
     */
    void once(int caller) throws Exception;

    /**
     * Whether it is done by virtual threads, as requests are served in production, rather than by
     * threads of the operating system.
     */
    default boolean isServed() {
        return false;
    }

    @Override
    default void close() {}
}
