package nexus.api.identity;

import java.util.Map;
import nexus.api.Rejection;

/** Every way a user says no. */
public sealed interface UserRejection extends Rejection {

    @Override
    default Kind kind() {
        return Kind.CONFLICT;
    }

    record EmailTaken() implements UserRejection {
        @Override
        public String code() {
            return "user.email-taken";
        }

        @Override
        public String message() {
            return "There is a user with this e-mail address already.";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("field", "email");
        }
    }

    record Removed() implements UserRejection {
        @Override
        public String code() {
            return "user.removed";
        }

        @Override
        public String message() {
            return "The user was removed.";
        }
    }
}
