package nexus.command.campaign;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Something in a message that is another for each recipient. */
enum MergeField {
    FIRST_NAME("firstName"),
    LAST_NAME("lastName"),
    NAME("name"),
    EMAIL("email"),
    PHONE("phone"),
    JOB_TITLE("jobTitle"),
    /** Where a recipient can say that they want no more of this. Every message must have it. */
    UNSUBSCRIBE_URL("unsubscribeUrl");

    private final String key;

    MergeField(String key) {
        this.key = key;
    }

    /** As it is written between braces. */
    String key() {
        return key;
    }

    static Optional<MergeField> of(String key) {
        return Arrays.stream(values()).filter(field -> field.key.equals(key)).findFirst();
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(MergeField::key).toList();
    }
}
