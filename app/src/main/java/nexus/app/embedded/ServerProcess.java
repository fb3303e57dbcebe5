package nexus.app.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts, finds and ends the processes of a server. */
final class ServerProcess {

    private static final long LOG_BYTES_KEPT = 8L << 20;

    /**
     * The thread every server is a child of. Linux sends the parent-death signal when the thread
     * that forked ends, not the process, so that thread has to live as long as the engine.
     */
    private static final ExecutorService PARENT =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("server-parent").daemon().factory());

    private ServerProcess() {}

    /**
     * Starts a command with only the given environment and {@code PATH}; its output goes to the
     * log.
     */
    static Process spawn(
            List<String> command, Map<String, String> environment, Path folder, Path log) {
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        builder.environment().clear();
        builder.environment().put("PATH", path);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        try {
            roll(log);
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            return PARENT.submit(builder::start).get();
        } catch (IOException | ExecutionException e) {
            throw new StartFailure(
                    "%s cannot be started: %s.".formatted(command.getFirst(), e.getMessage()), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** The live processes of that program which carry the mark in their command line. */
    static List<ProcessHandle> running(String program, String mark) {
        return ProcessHandle.allProcesses()
                .filter(process -> isMarked(process.pid(), program, mark))
                .toList();
    }

    private static boolean isMarked(long pid, String program, String mark) {
        try {
            String line =
                    Files.readString(
                            Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
            String first = line.split("[\0 :]", 2)[0];
            return first.substring(first.lastIndexOf('/') + 1).equals(program)
                    && line.contains(mark);
        } catch (IOException _) {
            return false; // it has ended meanwhile
        }
    }

    /**
     * Asks the first process to end, waits for all of them, and ends by force what is left then.
     */
    static void end(
            ProcessHandle first, String signal, String program, String mark, Duration patience) {
        if (first.isAlive()) {
            signal(first, signal);
        }
        if (!awaitExit(running(program, mark), patience)) {
            kill(program, mark);
        }
    }

    static void kill(String program, String mark) {
        List<ProcessHandle> left = running(program, mark);
        left.forEach(ProcessHandle::destroyForcibly);
        awaitExit(left, Duration.ofSeconds(10));
    }

    /** The last lines of a log, to say why a server did not start. */
    static String lastWords(Path log) {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
            String tail =
                    String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
            if (tail.contains("No space left on device")) {
                return "the disk is full";
            }
            return Arrays.stream(tail.split("\n"))
                    .filter(
                            line ->
                                    line.contains("FATAL")
                                            || line.contains("ERROR")
                                            || line.contains("rror:"))
                    .reduce((_, last) -> last)
                    .orElse(lines.isEmpty() ? "it said nothing" : lines.getLast());
        } catch (IOException _) {
            return "it left no log";
        }
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }

    /** A POSIX shell is the one thing everywhere that can send any signal. */
    private static void signal(ProcessHandle process, String signal) {
        try {
            new ProcessBuilder("sh", "-c", "kill -%s %d".formatted(signal, process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException _) {
            process.destroy();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static boolean awaitExit(List<ProcessHandle> processes, Duration patience) {
        try {
            CompletableFuture.allOf(
                            processes.stream()
                                    .map(ProcessHandle::onExit)
                                    .toArray(CompletableFuture<?>[]::new))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException _) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void roll(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_BYTES_KEPT) {
            Files.move(
                    log,
                    log.resolveSibling(log.getFileName() + ".1"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
