package nexus.platform.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Keeps bytes under their key. They are written once and never changed, only deleted; both sides of
 * the engine must reach the same store.
 */
public interface BlobStore {

    /**
     * Takes over a file: when this returns, its bytes survive whatever happens to this process or
     * machine. The file may be gone afterwards.
     */
    void put(BlobKey key, Path file) throws IOException;

    /**
     * Reads some of the bytes, or all.
     *
     * @param from how many to leave out at the beginning
     * @param most how many to read, if there are so many
     * @throws NoSuchFileException if there is nothing under the key
     */
    InputStream open(BlobKey key, long from, long most) throws IOException;

    /** Reads all of the bytes. */
    default InputStream open(BlobKey key) throws IOException {
        return open(key, 0, Long.MAX_VALUE);
    }

    /** Deletes the bytes; fine if there are none. */
    void delete(BlobKey key) throws IOException;
}
