package nexus.api.document;

import java.util.Map;
import nexus.api.Rejection;

/** Every way a document says no. */
public sealed interface DocumentRejection extends Rejection {

    /** What the bytes say they are is not among what may be kept. */
    record DocumentTypeNotAllowed(String contentType) implements DocumentRejection {
        @Override
        public String code() {
            return "document.type-not-allowed";
        }

        @Override
        public String message() {
            return "Files of the type " + contentType + " are not kept.";
        }

        @Override
        public Kind kind() {
            return Kind.INVALID;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("field", "file", "contentType", contentType);
        }
    }

    /** The name says one thing and the bytes another. */
    record DocumentTypeMismatch(String name, String contentType) implements DocumentRejection {
        @Override
        public String code() {
            return "document.type-mismatch";
        }

        @Override
        public String message() {
            return "%s is not what its name says: its content is %s.".formatted(name, contentType);
        }

        @Override
        public Kind kind() {
            return Kind.INVALID;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("field", "file", "contentType", contentType);
        }
    }

    /** An archive that is broken, hides something, or would unpack to more than anybody expects. */
    record DocumentArchiveUnsafe(String why) implements DocumentRejection {
        @Override
        public String code() {
            return "document.archive-unsafe";
        }

        @Override
        public String message() {
            return "The archive is not kept: " + why + ".";
        }

        @Override
        public Kind kind() {
            return Kind.INVALID;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("field", "file");
        }
    }

    /** There is nothing in the file. */
    record DocumentEmpty() implements DocumentRejection {
        @Override
        public String code() {
            return "document.empty";
        }

        @Override
        public String message() {
            return "The file is empty.";
        }

        @Override
        public Kind kind() {
            return Kind.INVALID;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("field", "file");
        }
    }

    /** The document has as many versions as one may have. */
    record TooManyVersions(int most) implements DocumentRejection {
        @Override
        public String code() {
            return "document.too-many-versions";
        }

        @Override
        public String message() {
            return "A document has at most " + most + " versions.";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }
    }

    /** Only what has been checked and found clean is served. */
    record DocumentNotAvailable(DocumentId documentId, String state) implements DocumentRejection {
        @Override
        public String code() {
            return "document.not-available";
        }

        @Override
        public String message() {
            return "%s is %s: only what is AVAILABLE can be read.".formatted(documentId, state);
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("state", state);
        }
    }
}
