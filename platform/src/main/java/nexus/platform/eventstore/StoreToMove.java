package nexus.platform.eventstore;

import java.util.List;
import java.util.function.Consumer;
import nexus.platform.eventstore.Append.Value;

/** An event store that nobody else works on, as {@link EventMove} reads and fills it. */
interface StoreToMove extends AutoCloseable {

    String name();

    /** How many events of the business there are. */
    long count();

    /** Those after a position, in their order, up to another. */
    void read(long after, long upTo, Consumer<StoredEvent> reader);

    /** Appends events behind the last there is, all or nothing. */
    void append(List<StoredEvent> events);

    /** The values that exist once only, and who holds them. */
    List<Value> reservations();

    /** Makes values held; those that are held by the same stays as they are. */
    void reserve(List<Value> values);

    /** Everything is here now: from here on events are kept here. */
    void settle();

    @Override
    void close();
}
