package nexus.api.transfer;

import nexus.api.Id;

/** Identifies an import. */
public record ImportId(String value) implements Id {

    public static final String PREFIX = "import";

    @Override
    public String toString() {
        return value;
    }
}
