package nexus.platform;

import java.lang.management.ManagementFactory;
import java.util.UUID;

/** Who this process is to the other nodes of an installation; another one after every start. */
public final class ThisNode {

    private ThisNode() {}

    /** A name for one part of this process that claims something: process, machine, and chance. */
    public static String newName() {
        return ManagementFactory.getRuntimeMXBean().getName()
                + "/"
                + UUID.randomUUID().toString().substring(0, 8);
    }
}
