package nexus.api;

import java.util.Map;

/**
 * Why a command was refused. A value, not an exception: it crosses the command bus on every backend
 * unharmed.
 */
public interface Rejection {

    /**
     * Stable, machine-readable, documented: {@code deal.already-closed}. Never reused, never
     * renamed.
     */
    String code();

    /** A sentence for a person. */
    String message();

    Kind kind();

    /** What a client needs to know besides, by name: {@code missing}, {@code currentVersion}. */
    default Map<String, Object> facts() {
        return Map.of();
    }

    /** How the refusal is to be taken; each kind is one HTTP status. */
    enum Kind {
        NOT_FOUND,
        CONFLICT,
        FORBIDDEN,
        PRECONDITION,
        INVALID
    }
}
