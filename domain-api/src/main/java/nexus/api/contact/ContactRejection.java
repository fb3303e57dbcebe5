package nexus.api.contact;

import java.util.Map;
import nexus.api.Rejection;

/** Every way a contact says no. */
public sealed interface ContactRejection extends Rejection {

    /** Nobody could tell who it is. */
    record ContactIsNameless() implements ContactRejection {
        @Override
        public String code() {
            return "contact.nameless";
        }

        @Override
        public String message() {
            return "A contact needs a first name, a last name or an e-mail address.";
        }

        @Override
        public Kind kind() {
            return Kind.INVALID;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("field", "lastName");
        }
    }

    record ConsentWithoutBasis() implements ContactRejection {
        @Override
        public String code() {
            return "contact.consent-without-basis";
        }

        @Override
        public String message() {
            return "Consent can only be given on a basis.";
        }

        @Override
        public Kind kind() {
            return Kind.INVALID;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("field", "basis");
        }
    }

    record TooManyTags(int most) implements ContactRejection {
        @Override
        public String code() {
            return "contact.too-many-tags";
        }

        @Override
        public String message() {
            return "A contact has at most " + most + " tags.";
        }

        @Override
        public Kind kind() {
            return Kind.INVALID;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("field", "tags");
        }
    }
}
