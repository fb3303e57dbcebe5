package nexus.platform;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.regex.Pattern;

/**
 * Makes ids: a type prefix and a version 7 UUID (RFC 9562), so that ids sort by the time of their
 * making. Ids enter at the edge, never in a decider.
 */
public final class NewId {

    private static final NoArgGenerator UUIDS = Generators.timeBasedEpochGenerator();
    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private NewId() {}

    public static String of(String prefix) {
        return prefix + "-" + UUIDS.generate();
    }

    /** Whether this looks like an id of that kind. */
    public static boolean isOne(String prefix, String value) {
        return value.startsWith(prefix + "-")
                && UUID.matcher(value.substring(prefix.length() + 1)).matches();
    }
}
