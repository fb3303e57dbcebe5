package nexus.api.company;

import nexus.api.Id;

/** Identifies a company. */
public record CompanyId(String value) implements Id {

    public static final String PREFIX = "company";

    @Override
    public String toString() {
        return value;
    }
}
