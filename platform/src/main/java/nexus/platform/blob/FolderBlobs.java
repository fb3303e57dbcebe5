package nexus.platform.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Bytes in files below a folder: one folder for each organization, a file appears there whole or
 * not at all. Several nodes may share the folder over a file system that they all mount.
 */
final class FolderBlobs implements BlobStore {

    private final Path root;

    FolderBlobs(Path root) {
        this.root = root;
    }

    @Override
    public void put(BlobKey key, Path file) throws IOException {
        var target = at(key);
        var folder = Objects.requireNonNull(target.getParent());
        Files.createDirectories(folder);
        try {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException otherFileSystem) {
            copy(file, folder, target);
        }
        for (var above = folder; !above.equals(root.getParent()); above = parentOf(above)) {
            sync(above); // or the name may be lost where the bytes are not
        }
    }

    private static Path parentOf(Path folder) {
        return Objects.requireNonNull(folder.getParent());
    }

    private static void copy(Path file, Path folder, Path target) throws IOException {
        var beside = folder.resolve(target.getFileName() + ".part");
        Files.copy(file, beside, StandardCopyOption.REPLACE_EXISTING);
        sync(beside);
        Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void sync(Path fileOrFolder) throws IOException {
        try (var channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public InputStream open(BlobKey key, long from, long most) throws IOException {
        var channel = FileChannel.open(at(key), StandardOpenOption.READ);
        try {
            channel.position(from);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return new FirstBytes(Channels.newInputStream(channel), most);
    }

    @Override
    public void delete(BlobKey key) throws IOException {
        Files.deleteIfExists(at(key));
    }

    /** Spread over folders by what is random in ids, as some file systems like small folders. */
    private Path at(BlobKey key) {
        var id = key.blobId();
        return root.resolve(key.organizationId())
                .resolve(id.substring(id.length() - 2))
                .resolve(id);
    }
}
