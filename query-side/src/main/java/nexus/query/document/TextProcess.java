package nexus.query.document;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import nexus.query.document.ReadText.Outcome;
import org.springframework.stereotype.Component;

/**
 * Reads the text of a file in a process of its own: parsers of foreign formats run out of memory,
 * go round in circles and fall over, and none of that may be the engine's trouble. The process has
 * little memory, little time, no environment and no more to say than it is listened to.
 */
@Component
class TextProcess {

    static final int MOST_CHARACTERS = 100_000;
    private static final int BYTES_OF_A_CHARACTER = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Duration patience;
    private final String mainClass;

    TextProcess() {
        this(PATIENCE, TextExtraction.class.getName());
    }

    TextProcess(Duration patience, String mainClass) {
        this.patience = patience;
        this.mainClass = mainClass;
    }

    ReadText read(Path file) throws IOException {
        var temporary = Files.createDirectory(Path.of(file + ".tmp"));
        try {
            return read(file, temporary);
        } finally {
            remove(temporary);
        }
    }

    private ReadText read(Path file, Path temporary) throws IOException {
        var process = start(file, temporary);
        var watch = Thread.startVirtualThread(() -> endInTime(process));
        try (var out = process.getInputStream()) {
            var bytes = out.readNBytes(MOST_CHARACTERS * BYTES_OF_A_CHARACTER);
            return process.waitFor() == 0
                    ? new ReadText(Outcome.READ, clean(bytes))
                    : ReadText.none(Outcome.UNREADABLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
            watch.interrupt();
        }
    }

    /** What PostgreSQL cannot keep, nobody searches for. */
    private static String clean(byte[] text) {
        return new String(text, StandardCharsets.UTF_8)
                .replaceAll("[\\p{Cntrl}\\p{Cs}\\s]+", " ")
                .strip();
    }

    private Process start(Path file, Path temporary) throws IOException {
        var builder =
                new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:-UsePerfData",
                                "-Djava.awt.headless=true",
                                "-Djava.io.tmpdir=" + temporary,
                                "-cp",
                                classpath(),
                                mainClass,
                                file.toString(),
                                Integer.toString(MOST_CHARACTERS),
                                Long.toString(patience.toSeconds())));
        builder.environment().clear();
        builder.directory(temporary.toFile());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        var process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /** That of this process, wherever it was started from. */
    private static String classpath() {
        return List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream()
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void endInTime(Process process) {
        try {
            Thread.sleep(patience);
            process.destroyForcibly();
        } catch (InterruptedException _) {
            // it was in time
        }
    }

    private static void remove(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
