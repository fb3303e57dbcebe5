package nexus.api.document;

import nexus.api.Id;

/** Identifies a document. */
public record DocumentId(String value) implements Id {

    public static final String PREFIX = "document";

    @Override
    public String toString() {
        return value;
    }
}
