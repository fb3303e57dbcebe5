package nexus.platform.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nexus.platform.NewId;
import nexus.platform.web.TooLarge;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Files on their way in, written down while they arrive: never more than a few kilobytes of one are
 * in memory, however large it is.
 *
 * <p>Each process has a folder of its own, with a lock beside it that ends with the process. Whose
 * lock is free has died, and what it left half done is removed.
 */
public class Incoming implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Incoming.class);
    private static final String LOCK = ".lock";

    /** Those of this process: to open and close one again would give up the lock. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final Path folder;
    private final Path lockFile;
    private final FileChannel lock;

    Incoming(Path root) {
        this.root = root;
        this.folder = root.resolve(NewId.of("node"));
        this.lockFile = root.resolve(folder.getFileName() + LOCK);
        OWN.add(lockFile);
        try {
            Files.createDirectories(root);
            this.lock =
                    FileChannel.open(
                            lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            lock.lock();
            Files.createDirectory(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Files cannot be taken in at " + root, e);
        }
        removeWhatWasLeft();
    }

    /**
     * A file that has arrived. Who closes it before it was put into a store removes it.
     *
     * @param size in bytes
     * @param sha256 in hexadecimal digits
     */
    public record Received(Path file, long size, String sha256) implements AutoCloseable {

        @Override
        public void close() {
            remove(file);
        }
    }

    /**
     * Writes down what arrives, to the end.
     *
     * @param most how many bytes it may have
     * @throws IOException if it stops arriving
     * @throws UncheckedIOException if it cannot be written down
     * @throws TooLarge if it has more bytes
     */
    public Received receive(InputStream bytes, long most) throws IOException {
        var file = folder.resolve(NewId.of("file"));
        var digest = sha256();
        try {
            long size;
            try (var channel = create(file);
                    var out = new DigestOutputStream(Channels.newOutputStream(channel), digest)) {
                size = copy(bytes, out, most);
                sync(channel);
            }
            return new Received(file, size, HexFormat.of().formatHex(digest.digest()));
        } catch (IOException | RuntimeException e) {
            remove(file);
            throw e;
        }
    }

    private static FileChannel create(Path file) {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long copy(InputStream bytes, OutputStream out, long most) throws IOException {
        var buffer = new byte[64 * 1024];
        var size = 0L;
        for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
            size += read;
            if (size > most) {
                throw new TooLarge(most);
            }
            write(out, buffer, read);
        }
        return size;
    }

    private static void write(OutputStream out, byte[] buffer, int length) {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sync(FileChannel channel) {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("{} could not be removed: {}", file, e.getMessage());
        }
    }

    /** Removes what processes left that have died on the way. */
    @Scheduled(fixedDelayString = "PT1M")
    final void removeWhatWasLeft() {
        try (var locks = Files.newDirectoryStream(root, "*" + LOCK)) {
            for (var other : locks) {
                if (!OWN.contains(other)) {
                    removeIfLeft(other);
                }
            }
        } catch (IOException e) {
            log.warn("What was left at {} could not be removed: {}", root, e.getMessage());
        }
    }

    private static void removeIfLeft(Path lockFile) throws IOException {
        try (var channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                var free = channel.tryLock()) {
            if (free != null) {
                var name = String.valueOf(lockFile.getFileName());
                var left = name.substring(0, name.length() - LOCK.length());
                removeFolder(lockFile.resolveSibling(left));
                Files.deleteIfExists(lockFile);
            }
        } catch (NoSuchFileException | OverlappingFileLockException _) {
            // somebody else removes it
        }
    }

    private static void removeFolder(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(Incoming::remove);
            }
        }
    }

    @Override
    public void destroy() throws IOException {
        removeFolder(folder);
        lock.close();
        Files.deleteIfExists(lockFile);
        OWN.remove(lockFile);
    }
}
