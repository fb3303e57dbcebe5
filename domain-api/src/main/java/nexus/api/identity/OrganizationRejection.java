package nexus.api.identity;

import java.util.Map;
import nexus.api.Rejection;

/** Every way an organization says no. */
public sealed interface OrganizationRejection extends Rejection {

    @Override
    default Kind kind() {
        return Kind.CONFLICT;
    }

    record SlugTaken(String slug) implements OrganizationRejection {
        @Override
        public String code() {
            return "organization.slug-taken";
        }

        @Override
        public String message() {
            return "There is an organization called " + slug + " already.";
        }
    }

    /** It is suspended or cancelled, and takes no changes. */
    record NotActive(OrganizationStatus status) implements OrganizationRejection {
        @Override
        public String code() {
            return "organization.not-active";
        }

        @Override
        public String message() {
            return "The organization is " + status + " and takes no changes.";
        }

        @Override
        public Kind kind() {
            return Kind.FORBIDDEN;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("organizationStatus", status.name());
        }
    }

    /** A cancelled organization does not come back. */
    record Cancelled() implements OrganizationRejection {
        @Override
        public String code() {
            return "organization.cancelled";
        }

        @Override
        public String message() {
            return "A cancelled organization cannot be changed.";
        }
    }

    /** Without an owner nobody could ever give anybody rights again. */
    record LastOwner() implements OrganizationRejection {
        @Override
        public String code() {
            return "organization.last-owner";
        }

        @Override
        public String message() {
            return "An organization always has an owner: make somebody else one first.";
        }
    }

    /** Otherwise an administrator could make themselves an owner. */
    record OnlyOwnersMakeOwners() implements OrganizationRejection {
        @Override
        public String code() {
            return "organization.owner-needed";
        }

        @Override
        public String message() {
            return "Only an owner can make somebody an owner or take that away.";
        }

        @Override
        public Kind kind() {
            return Kind.FORBIDDEN;
        }
    }

    record MemberNotFound(UserId userId) implements OrganizationRejection {
        @Override
        public String code() {
            return "organization.member-not-found";
        }

        @Override
        public String message() {
            return "There is no member " + userId + ".";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }
    }
}
