package nexus.benchmark;

/** A piece of work that several callers do again and again at the same time. */
interface Work extends AutoCloseable {

    /**
     * Does it once.
     *
     * @param caller who does it, from 0; one caller never does two at a time
     */
    void once(int caller) throws Exception;

    @Override
    default void close() {}
}
