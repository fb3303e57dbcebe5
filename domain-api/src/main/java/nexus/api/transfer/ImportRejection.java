package nexus.api.transfer;

import java.util.Map;
import nexus.api.Rejection;

/** Every way an import says no. */
public sealed interface ImportRejection extends Rejection {

    /** An import is taken back as a whole, so it has to have ended. */
    record ImportStillRunning(ImportId importId) implements ImportRejection {
        @Override
        public String code() {
            return "import.still-running";
        }

        @Override
        public String message() {
            return "The import is still running: it can be undone when it has ended.";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }
    }

    /** It ended, or somebody else works on it. */
    record ImportNotAt(ImportId importId, int processed) implements ImportRejection {
        @Override
        public String code() {
            return "import.not-at-this-row";
        }

        @Override
        public String message() {
            return "The import does not wait for these rows.";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("processed", processed);
        }
    }
}
