package nexus.platform.work;

import java.time.Duration;
import java.util.List;

/**
 * Something that has to be done when it is time: campaigns to be sent, reminders, files to be
 * looked through. Declaring one as a bean is all the wiring there is.
 *
 * <p>Each item is worked on by one node at a time. A node may end at any moment, and another begins
 * the item again: whatever is done must be written down as it is done, within {@link Lease#guard}.
 */
public interface DueList {

    /** Under which its leases and figures are found: {@code reminders}. Never changed. */
    String name();

    /**
     * What is due now by the time of the database, the most urgent first; items that other nodes
     * work on may be among them.
     *
     * @param atMost how many are wanted
     */
    List<String> due(int atMost);

    /**
     * Works on an item until there is nothing left of it to do, or the lease says to stop. What
     * stays due afterwards, or after a failure, comes again; what another node has done since it
     * was told as due may come as well, so look first.
     */
    void work(String item, Lease lease) throws Exception;

    /** How soon it is noticed that something has become due; sooner if woken. */
    default Duration every() {
        return Duration.ofSeconds(1);
    }

    /** How many items one node works on at a time. */
    default int atATime() {
        return 1;
    }
}
