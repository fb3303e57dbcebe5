package nexus.api.customfield;

import java.util.Map;
import nexus.api.Rejection;

/** Every way the definition of a custom field says no. */
public sealed interface CustomFieldRejection extends Rejection {

    /** There is a field under this key already. */
    record KeyTaken(String key) implements CustomFieldRejection {
        @Override
        public String code() {
            return "custom-field.key-taken";
        }

        @Override
        public String message() {
            return "There is a field under the key " + key + " already.";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("field", "key");
        }
    }

    /** A choice needs something to choose from, and nothing else does. */
    record OptionsDoNotFit(FieldKind fieldKind) implements CustomFieldRejection {
        @Override
        public String code() {
            return "custom-field.options-do-not-fit";
        }

        @Override
        public String message() {
            return fieldKind == FieldKind.CHOICE
                    ? "A choice needs something to choose from."
                    : "Only a choice has something to choose from.";
        }

        @Override
        public Kind kind() {
            return Kind.INVALID;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("field", "options");
        }
    }
}
