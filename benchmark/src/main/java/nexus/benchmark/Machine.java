package nexus.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;

/**
 * What the figures were seen on.
 *
 * @param memoryMb of the whole machine
 * @param disk the file system that the data lay on
 * @param fsyncMicros how long it takes to make 8 KB durable there: the median
 * @param load how many processes wanted to run in the minute before: more than a few, and the
 *     figures are those of a busy machine
 */
record Machine(
        int cpus,
        String cpu,
        long memoryMb,
        String os,
        String jdk,
        String disk,
        double fsyncMicros,
        double load) {

    private static final int FSYNCS = 200;

    static Machine at(Path folder) {
        try {
            return new Machine(
                    Runtime.getRuntime().availableProcessors(),
                    procfs("/proc/cpuinfo", "model name"),
                    megabytesOfMemory(),
                    System.getProperty("os.name") + " " + System.getProperty("os.version"),
                    System.getProperty("java.vm.version"),
                    Files.getFileStore(folder).type(),
                    Statistics.rounded(fsync(folder)),
                    Statistics.rounded(
                            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        } catch (IOException e) {
            throw new BenchFailure("The folder %s cannot be used.".formatted(folder), e);
        }
    }

    /** All of it in a sentence. */
    String sentence() {
        return "Seen on %d × %s, %,d MB, %s, JDK %s, %s, fsync %s µs; load %s before the run.%s"
                .formatted(
                        cpus,
                        cpu,
                        memoryMb,
                        os,
                        jdk,
                        disk,
                        Report.number(fsyncMicros),
                        Report.number(load),
                        load > cpus
                                ? " **The machine was busy with other things: figures are far"
                                        + " below those of a quiet one.**"
                                : "");
    }

    private static long megabytesOfMemory() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize() >> 20
                : 0;
    }

    private static double fsync(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "fsync", null);
        var times = new ArrayList<Double>();
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int i = 0; i < FSYNCS; i++) {
                long start = System.nanoTime();
                channel.write(ByteBuffer.allocate(8192), 0);
                channel.force(false);
                times.add((System.nanoTime() - start) / 1e3);
            }
        } finally {
            Files.delete(file);
        }
        return Statistics.median(times);
    }

    /** The value of the first line of that name. */
    private static String procfs(String file, String name) throws IOException {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }
}
