package nexus.api;

import java.util.Map;

/** What every command answers. */
public sealed interface CommandResult {

    /**
     * Decided and stored.
     *
     * @param version the stream's version afterwards; what a client sends back as {@code If-Match}
     * @param created whether this command began the stream
     */
    record Accepted(String streamId, long version, boolean created, boolean replayed)
            implements CommandResult {}

    record Rejected(Rejection.Kind kind, String code, String message, Map<String, Object> facts)
            implements CommandResult {

        public static Rejected because(Rejection rejection) {
            return new Rejected(
                    rejection.kind(), rejection.code(), rejection.message(), rejection.facts());
        }
    }
}
