package nexus.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nexus.app.EngineTest;
import org.junit.jupiter.api.Test;

/** What a stranger does first: generate a client from the contract, compile it, use it. */
class TypeScriptClientIT extends EngineTest {

    private static final Path SOURCES = Path.of("src", "test", "typescript-client");

    /** Built apart from its sources, which stay as they are. */
    private static final Path PROJECT = Path.of("target", "typescript-client");

    @Test
    void a_generated_client_compiles_and_runs_against_the_engine() throws Exception {
        copySources();
        requireNode();
        run("npm", "ci", "--no-audit", "--no-fund");
        run("npm", "run", "generate");
        run("npm", "run", "compile");
        assertThat(run("npm", "run", "--silent", "client", "--", "http://127.0.0.1:" + port))
                .contains("The client saw 1 deal.");
    }

    private static void copySources() throws IOException {
        Files.createDirectories(PROJECT);
        try (var files = Files.list(SOURCES)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(
                        file,
                        PROJECT.resolve(file.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void requireNode() throws IOException, InterruptedException {
        var version = run("node", "--version").strip();
        assertThat(Integer.parseInt(version.substring(1, version.indexOf('.'))))
                .as("Node 20 or newer is needed, found %s", version)
                .isGreaterThanOrEqualTo(20);
    }

    /** What the command prints; fails with that if the command does. */
    private static String run(String... command) throws IOException, InterruptedException {
        var log = Files.createTempFile(Path.of("target"), "typescript-client", ".log");
        var process = start(List.of(command), log);
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        var printed = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s%n%s", Arrays.toString(command), printed).isZero();
        return printed;
    }

    private static Process start(List<String> command, Path log) {
        try {
            return new ProcessBuilder(new ArrayList<>(command))
                    .directory(PROJECT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toAbsolutePath().toFile())
                    .start();
        } catch (IOException e) {
            throw new AssertionError(
                    "Node 20 with npm is needed to test the generated client, and "
                            + command.getFirst()
                            + " could not be started",
                    e);
        }
    }
}
