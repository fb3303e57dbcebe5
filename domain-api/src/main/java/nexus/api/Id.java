package nexus.api;

/**
 * An identifier that travels as its bare string.
 *
 * <p>Every implementation is a record of one string and declares {@code public static final String
 * PREFIX}: the type prefix that keeps ids of different aggregates from ever meeting in one event
 * store, as Axon keys streams by id alone.
 */
public interface Id {
    String value();
}
