package nexus.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same business on the two sides as processes of their own, as {@code ./nexus run --split}. */
class SplitStory {

    private static final String READY = "Nexus is ready at ";

    @Test
    void a_showroom_sells_imports_searches_counts_looks_back_delivers_and_asks(@TempDir Path data)
            throws Exception {
        var engine =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-cp",
                                Path.of("target", "app.jar").toString(),
                                "nexus.app.Nexus",
                                "--split",
                                "--port",
                                Integer.toString(freePort()),
                                "--data",
                                data.resolve("data").toString())
                        .redirectErrorStream(true)
                        .start();
        try {
            new Business(urlOf(engine)).tell();
        } finally {
            engine.destroy();
            assertThat(engine.waitFor(60, TimeUnit.SECONDS)).as("ends when asked to").isTrue();
        }
    }

    private static String urlOf(Process engine) throws IOException {
        var said = new StringBuilder();
        var lines = engine.inputReader();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            said.append(line).append('\n');
            if (line.startsWith(READY)) {
                return line.substring(READY.length());
            }
        }
        throw new AssertionError("The engine never got ready: " + said);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
