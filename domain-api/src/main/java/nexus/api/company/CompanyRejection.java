package nexus.api.company;

import java.util.Map;
import nexus.api.Rejection;

/** Every way a company says no. */
public sealed interface CompanyRejection extends Rejection {

    record ParentIsItself() implements CompanyRejection {
        @Override
        public String code() {
            return "company.parent-is-itself";
        }

        @Override
        public String message() {
            return "A company cannot be its own parent.";
        }

        @Override
        public Kind kind() {
            return Kind.INVALID;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("field", "parentId");
        }
    }
}
