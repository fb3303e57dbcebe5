package nexus.app.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The folder that holds everything one engine remembers; only one engine at a time may have it.
 *
 * <p>The lock is the operating system's, so that it goes with the process, however that ends.
 */
public final class DataFolder implements AutoCloseable {

    private static final long LEAST_FREE_BYTES = 256L << 20;

    private final Path root;
    private final FileChannel lock;

    private DataFolder(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * Takes the folder for this process, and makes it if it is not there.
     *
     * @throws StartFailure if it cannot be written, its disk is full, or another engine has it
     */
    public static DataFolder open(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            Path root = absolute.toRealPath();
            refuseFullDisk(root);
            var channel =
                    FileChannel.open(
                            root.resolve("nexus.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            refuseOthersFolder(root, channel);
            Files.writeString(pidFile(root), ProcessHandle.current().pid() + "\n");
            return new DataFolder(root, channel);
        } catch (IOException e) {
            throw cannotWrite(absolute, e);
        }
    }

    public Path root() {
        return root;
    }

    /** The file of that name in the folder, with the folders above it made. */
    public Path file(String name) {
        Path file = root.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            return file;
        } catch (IOException e) {
            throw cannotWrite(root, e);
        }
    }

    /** The sub-folder of that name, made if it is not there. */
    public Path folder(String name) {
        return file(name + "/.").normalize();
    }

    /** A word that stands in the command line of every server process of this folder. */
    String mark() {
        return "nexus-"
                + UUID.nameUUIDFromBytes(root.toString().getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .substring(0, 13);
    }

    /** A password made once and kept where only the owner of the folder can read it. */
    String secret(String name) {
        var onlyOwner = PosixFilePermissions.fromString("rw-------");
        try {
            Path secrets = folder("secrets");
            Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rwx------"));
            Path file = secrets.resolve(name);
            if (!Files.exists(file)) {
                Path fresh = secrets.resolve(name + ".new");
                Files.deleteIfExists(fresh);
                Files.createFile(fresh, PosixFilePermissions.asFileAttribute(onlyOwner));
                Files.writeString(fresh, randomHex());
                Files.move(fresh, file);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw cannotWrite(root, e);
        }
    }

    /**
     * The port used last time if it is still free, otherwise a free one, remembered for next time.
     */
    int port(String server) {
        Path remembered = file("ports/" + server);
        try {
            if (Files.exists(remembered)) {
                int port = Integer.parseInt(Files.readString(remembered).strip());
                if (isFree(port)) {
                    return port;
                }
            }
            int port = anyFreePort();
            Files.writeString(remembered, port + "\n");
            return port;
        } catch (IOException e) {
            throw cannotWrite(root, e);
        }
    }

    @Override
    public void close() {
        try (lock) {
            Files.deleteIfExists(pidFile(root));
        } catch (IOException e) {
            throw cannotWrite(root, e);
        }
    }

    private static Path pidFile(Path root) {
        return root.resolve("nexus.pid");
    }

    private static void refuseFullDisk(Path root) throws IOException {
        if (Files.getFileStore(root).getUsableSpace() < LEAST_FREE_BYTES) {
            throw new StartFailure(
                    "The disk that holds %s is full: Nexus needs at least %d MB free there."
                            .formatted(root, LEAST_FREE_BYTES >> 20));
        }
    }

    private static void refuseOthersFolder(Path root, FileChannel channel) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException _) {
            // this very process has it
        }
        channel.close();
        String holder =
                Files.exists(pidFile(root)) ? Files.readString(pidFile(root)).strip() : "unknown";
        throw new StartFailure(
                "The data folder %s is in use by another Nexus (process %s); ./nexus stop ends it."
                        .formatted(root, holder));
    }

    private static StartFailure cannotWrite(Path folder, IOException cause) {
        String reason =
                switch (cause) {
                    case AccessDeniedException denied -> "permission denied at " + denied.getFile();
                    case FileAlreadyExistsException file -> file.getFile() + " is not a folder";
                    case IOException full when isDiskFull(full) -> "its disk is full";
                    case IOException other -> other.getMessage();
                };
        return new StartFailure(
                "The data folder %s cannot be written: %s.".formatted(folder, reason), cause);
    }

    private static boolean isDiskFull(IOException e) {
        return String.valueOf(e.getMessage()).contains("No space left on device");
    }

    private static String randomHex() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static int anyFreePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
