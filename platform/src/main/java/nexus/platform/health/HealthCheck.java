package nexus.platform.health;

import java.util.Map;

/** Something the engine stands on, and whether it is well. Answers at once, whatever hangs. */
public interface HealthCheck {

    /** The name in the answer: {@code search}. */
    String name();

    Result check();

    /**
     * How it is.
     *
     * @param essential whether the engine cannot serve without it
     */
    record Result(boolean healthy, boolean essential, Map<String, Object> details) {

        public static Result up(Map<String, Object> details) {
            return new Result(true, true, details);
        }

        public static Result down(String why) {
            return new Result(false, true, Map.of("error", why));
        }
    }
}
