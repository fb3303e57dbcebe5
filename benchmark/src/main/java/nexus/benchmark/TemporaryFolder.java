package nexus.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/** A folder that is gone with the bench. */
record TemporaryFolder(Path path) implements AutoCloseable {

    static TemporaryFolder make() {
        try {
            Path path = Files.createTempDirectory("nexus-bench");
            // the servers may run under an account of their own and have to pass through
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            return new TemporaryFolder(path);
        } catch (IOException e) {
            throw new BenchFailure("There is no room for the data: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try (var files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("%s is left behind: %s".formatted(path, e.getMessage()));
        }
    }
}
