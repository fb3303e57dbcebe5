package nexus.query.document;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A process that reads the text of one file after the other. It has little memory, little time for
 * each, no environment and no more to say than it is listened to.
 */
final class TextProcess implements AutoCloseable {

    static final int MOST_CHARACTERS = 100_000;
    private static final int BYTES_OF_A_CHARACTER = 4;

    private final Process process;
    private final DataInputStream answers;
    private final Path temporary;
    private final Duration patience;
    private int asked;

    private TextProcess(Process process, Path temporary, Duration patience) {
        this.process = process;
        this.answers = new DataInputStream(process.getInputStream());
        this.temporary = temporary;
        this.patience = patience;
    }

    /**
     * Begins one.
     *
     * @param patience how long one file may take
     * @param mainClass what it runs
     * @param temporary a folder that is its own, and goes with it
     */
    static TextProcess begin(Duration patience, String mainClass, Path temporary)
            throws IOException {
        Files.createDirectory(temporary);
        var builder =
                new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:-UsePerfData",
                                "-Djava.awt.headless=true",
                                "-Djava.io.tmpdir=" + temporary,
                                "-cp",
                                classpath(),
                                mainClass,
                                Integer.toString(MOST_CHARACTERS),
                                Long.toString(patience.toSeconds())));
        builder.environment().clear();
        builder.directory(temporary.toFile());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        return new TextProcess(builder.start(), temporary, patience);
    }

    /** That of this process, wherever it was started from. */
    private static String classpath() {
        return List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream()
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** How many files it was asked for. */
    int asked() {
        return asked;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /**
     * The text of a file.
     *
     * @throws IOException if the process came to its end over it, and is of no more use
     */
    ReadText read(Path file) throws IOException {
        asked++;
        var watch = Thread.startVirtualThread(this::endInTime);
        try {
            var request = process.outputWriter(StandardCharsets.UTF_8);
            request.write(file.toAbsolutePath() + "\n");
            request.flush();
            return answer();
        } finally {
            watch.interrupt();
        }
    }

    private ReadText answer() throws IOException {
        var length = answers.readInt();
        if (length == TextExtraction.UNREADABLE) {
            return ReadText.none(ReadText.Outcome.UNREADABLE);
        }
        if (length < 0 || length > MOST_CHARACTERS * BYTES_OF_A_CHARACTER) {
            throw new IOException("It does not stop talking");
        }
        var text = answers.readNBytes(length);
        if (text.length < length) {
            throw new EOFException();
        }
        return new ReadText(ReadText.Outcome.READ, clean(text));
    }

    /** What PostgreSQL cannot keep, nobody searches for. */
    private static String clean(byte[] text) {
        return new String(text, StandardCharsets.UTF_8)
                .replaceAll("[\\p{Cntrl}\\p{Cs}\\s]+", " ")
                .strip();
    }

    private void endInTime() {
        try {
            Thread.sleep(patience);
            process.destroyForcibly();
        } catch (InterruptedException _) {
            // it was in time
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        if (Files.notExists(temporary)) {
            return;
        }
        try (var files = Files.walk(temporary)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
