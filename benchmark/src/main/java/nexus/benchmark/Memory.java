package nexus.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The resident memory of an idle engine: all its processes, as {@code ./nexus run} starts them.
 *
 * <p>The first figure counts memory that processes share once for each of them, the second once in
 * all.
 */
record Memory() implements Scenario {

    private static final Duration IDLE = Duration.ofSeconds(5);

    /** The same as in the entry script. */
    private static final List<String> JVM_OPTIONS =
            List.of(
                    "-Xms192m",
                    "-Xmx512m",
                    "-XX:NewSize=96m",
                    "-XX:MetaspaceSize=128m",
                    "-XX:+UseSerialGC",
                    "-XX:+UseCompactObjectHeaders",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<Result> measure(Laboratory laboratory) {
        var engine = start(laboratory.folder().path().resolve("idle"));
        try {
            awaitReady(engine);
            Thread.sleep(IDLE);
            return List.of(
                    result(name(), sum(engine, "status", "VmRSS:")),
                    result(name() + "-shared-once", sum(engine, "smaps_rollup", "Pss:")));
        } catch (IOException e) {
            throw new BenchFailure("The idle engine cannot be looked at.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("The bench was interrupted.", e);
        } finally {
            end(engine);
        }
    }

    private static Result result(String name, double megabytes) {
        return Result.of(name, null, Figures.megabytes(megabytes));
    }

    private static Process start(Path data) {
        var command =
                Stream.of(
                                Stream.of(System.getProperty("java.home") + "/bin/java"),
                                JVM_OPTIONS.stream(),
                                Stream.of("-cp", System.getProperty("java.class.path")),
                                Stream.of("nexus.app.Nexus", "--data", data.toString()),
                                Stream.of("--port", Integer.toString(freePort())))
                        .flatMap(part -> part)
                        .toList();
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            return process;
        } catch (IOException e) {
            throw new BenchFailure("No engine can be started: " + e.getMessage(), e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BenchFailure("There is no free port.", e);
        }
    }

    private static void awaitReady(Process engine) throws IOException {
        BufferedReader said = engine.inputReader();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith("Nexus is ready")) {
                return;
            }
        }
        throw new BenchFailure("The engine to look at ended before it was ready.");
    }

    /** In megabytes, over the process and all that descend from it. */
    private static double sum(Process engine, String file, String name) {
        return Stream.concat(Stream.of(engine.toHandle()), engine.descendants())
                        .mapToLong(process -> kilobytes(process.pid(), file, name))
                        .sum()
                / 1024.0;
    }

    private static long kilobytes(long pid, String file, String name) {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/" + file))) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException _) {
            return 0; // it has just ended
        }
    }

    private static void end(Process engine) {
        engine.destroy();
        try {
            if (!engine.waitFor(60, TimeUnit.SECONDS)) {
                engine.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
