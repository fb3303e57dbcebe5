package nexus.app.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * Where the programs of the servers lie: beside the built engine, or where the system property
 * {@code nexus.servers} says.
 */
final class ServerBinaries {

    private static final String ELASTICSEARCH = "elasticsearch-";

    private ServerBinaries() {}

    /** The PostgreSQL installation, unpacked when it is first asked for. */
    static Path postgres() {
        URL archive = postgresArchive();
        Path home = servers().resolve(nameOf(archive));
        try {
            if (!Files.exists(home)) {
                unpackOnce(archive, home);
            }
            return home;
        } catch (IOException e) {
            throw new StartFailure(
                    "PostgreSQL cannot be unpacked to %s: %s.".formatted(home, e.getMessage()), e);
        }
    }

    /** The Elasticsearch installation, which the build unpacks together with our plugin. */
    static Path elasticsearch() {
        try (Stream<Path> homes = Files.list(servers())) {
            return homes.filter(home -> home.getFileName().toString().startsWith(ELASTICSEARCH))
                    .max(Path::compareTo)
                    .orElseThrow(() -> notBuilt(null));
        } catch (IOException e) {
            throw notBuilt(e);
        }
    }

    private static StartFailure notBuilt(@Nullable IOException cause) {
        var sentence =
                "Elasticsearch is not unpacked in %s: build first, with ./nexus run or mvn package."
                        .formatted(servers());
        return cause == null ? new StartFailure(sentence) : new StartFailure(sentence, cause);
    }

    private static Path servers() {
        String given = System.getProperty("nexus.servers");
        return given == null
                ? besideTheEngine().resolve("servers")
                : Path.of(given).toAbsolutePath();
    }

    private static Path besideTheEngine() {
        try {
            var code = ServerBinaries.class.getProtectionDomain().getCodeSource().getLocation();
            return Objects.requireNonNull(Path.of(code.toURI()).toAbsolutePath().getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Two engines may start from one build at the same moment: one unpacks, the other waits. */
    private static void unpackOnce(URL archive, Path home) throws IOException {
        Files.createDirectories(home.getParent());
        try (var channel =
                        FileChannel.open(
                                home.resolveSibling(home.getFileName() + ".lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            if (Files.exists(home)) {
                return;
            }
            Path fresh = Files.createTempDirectory(home.getParent(), "unpacking");
            unpack(archive, fresh);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void unpack(URL archive, Path target) throws IOException {
        try (var tar =
                new TarArchiveInputStream(
                        new XZInputStream(new BufferedInputStream(archive.openStream())))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                write(entry, tar, target.resolve(entry.getName()).normalize());
            }
        }
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path file)
            throws IOException {
        if (entry.isDirectory()) {
            makeReadable(Files.createDirectories(file), "rwxr-xr-x");
        } else if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            Files.createDirectories(file.getParent());
            Files.copy(content, file);
            makeReadable(file, (entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x");
        }
    }

    /** Whatever the umask: the server's account has to read what the engine's account unpacked. */
    private static void makeReadable(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static URL postgresArchive() {
        String name = "/postgres-linux-%s.txz".formatted(architecture());
        URL archive = ServerBinaries.class.getResource(name);
        if (archive == null) {
            throw new StartFailure(
                    "There is no embedded PostgreSQL for this machine (%s).".formatted(name));
        }
        return archive;
    }

    /** The name of the jar the archive comes in, which tells its version. */
    private static String nameOf(URL archive) {
        String jar = archive.getPath().substring(0, archive.getPath().indexOf(".jar!"));
        return jar.substring(jar.lastIndexOf('/') + 1);
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            case String other -> other;
        };
    }
}
