package nexus.api.document;

import nexus.api.Personal;

/**
 * A file as it came in.
 *
 * @param name what whoever sent it calls it; never a path
 * @param size in bytes
 * @param sha256 of its bytes, in hexadecimal digits
 * @param contentType what its bytes say it is, whatever its name says
 * @param blob where its bytes are
 */
public record DocumentFile(
        @Personal String name, long size, String sha256, String contentType, BlobId blob) {}
