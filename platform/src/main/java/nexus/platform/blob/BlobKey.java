package nexus.platform.blob;

import java.util.regex.Pattern;

/**
 * Names bytes within an installation: whose they are, and which. Both are ids and nothing else, so
 * that no key can ever lead out of the place of its organization.
 */
public record BlobKey(String organizationId, String blobId) {

    private static final Pattern ID =
            Pattern.compile("[a-z]+-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    public BlobKey {
        if (!ID.matcher(organizationId).matches() || !ID.matcher(blobId).matches()) {
            throw new IllegalArgumentException("Not a key: " + organizationId + " " + blobId);
        }
    }
}
