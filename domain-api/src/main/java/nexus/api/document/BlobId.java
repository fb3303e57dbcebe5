package nexus.api.document;

import nexus.api.Id;

/** Identifies the bytes of one version of a document, among those of its organization. */
public record BlobId(String value) implements Id {

    public static final String PREFIX = "blob";

    @Override
    public String toString() {
        return value;
    }
}
