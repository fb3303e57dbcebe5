package nexus.api;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The fields that an organization adds to its records, by name. */
public final class CustomFields {

    /** How many a record may have. */
    public static final int MOST = 50;

    private CustomFields() {}

    /** Those of a new record: one that is null is not there. */
    public static Map<String, Object> of(@Nullable Map<String, Object> given) {
        return given == null ? Map.of() : merged(Map.of(), given);
    }

    /** The fields after a change, name by name, where null takes one or all away (RFC 7396). */
    public static Map<String, Object> changed(
            Map<String, Object> current, Patch<Map<String, Object>> change) {
        return switch (change) {
            case Patch.Keep<Map<String, Object>> _ -> current;
            case Patch.Set<Map<String, Object>>(var fields) ->
                    fields == null ? Map.of() : merged(current, fields);
        };
    }

    private static Map<String, Object> merged(
            Map<String, Object> current, Map<String, Object> fields) {
        var after = new TreeMap<>(current); // one order, whatever the order they were given in
        fields.forEach(
                (name, value) -> {
                    if (value == null) {
                        after.remove(name);
                    } else {
                        after.put(name, value);
                    }
                });
        return Collections.unmodifiableMap(after);
    }
}
