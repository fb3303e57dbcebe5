package nexus.api.identity;

import nexus.api.Id;

/** Identifies an organization, the tenant. */
public record OrganizationId(String value) implements Id {

    public static final String PREFIX = "organization";

    @Override
    public String toString() {
        return value;
    }
}
