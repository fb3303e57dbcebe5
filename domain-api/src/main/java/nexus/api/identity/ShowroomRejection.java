package nexus.api.identity;

import java.util.Map;
import nexus.api.Rejection;

/** Every way a showroom says no. */
public sealed interface ShowroomRejection extends Rejection {

    @Override
    default Kind kind() {
        return Kind.CONFLICT;
    }

    /** Two showrooms with one code would give the same numbers. */
    record CodeTaken(String showroomCode) implements ShowroomRejection {
        @Override
        public String code() {
            return "showroom.code-taken";
        }

        @Override
        public String message() {
            return "Another showroom has or had the code " + showroomCode + ".";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("showroomCode", showroomCode);
        }
    }
}
