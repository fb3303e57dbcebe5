package nexus.api;

import java.util.Map;

/** The refusals that every kind of record shares. */
public sealed interface RecordRejection extends Rejection {

    /** No such record, or none that the asker may know of. */
    record NotFound(String streamId) implements RecordRejection {
        @Override
        public String code() {
            return "record.not-found";
        }

        @Override
        public String message() {
            return "There is no record " + streamId + ".";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }
    }

    /** The id is taken by a record that was created differently. */
    record AlreadyExists(String streamId) implements RecordRejection {
        @Override
        public String code() {
            return "record.already-exists";
        }

        @Override
        public String message() {
            return "A different record " + streamId + " exists already.";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }
    }

    /** Archived records take no changes until they are restored. */
    record Archived(String streamId) implements RecordRejection {
        @Override
        public String code() {
            return "record.archived";
        }

        @Override
        public String message() {
            return streamId + " is archived: restore it before changing it.";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }
    }

    /** A field names a record that does not exist in this organization. */
    record UnknownReference(String field, String value) implements RecordRejection {
        @Override
        public String code() {
            return "reference.not-found";
        }

        @Override
        public String message() {
            return field + ": there is no record " + value + ".";
        }

        @Override
        public Kind kind() {
            return Kind.INVALID;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("field", field);
        }
    }

    /** Every change adds a few fields; together they became too many. */
    record TooManyCustomFields(int most) implements RecordRejection {
        @Override
        public String code() {
            return "record.too-many-custom-fields";
        }

        @Override
        public String message() {
            return "A record has at most " + most + " custom fields.";
        }

        @Override
        public Kind kind() {
            return Kind.INVALID;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("field", "customFields");
        }
    }
}
