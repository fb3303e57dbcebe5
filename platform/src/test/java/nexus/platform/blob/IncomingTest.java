package nexus.platform.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nexus.platform.web.TooLarge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncomingTest {

    @TempDir Path root = Path.of("");
    private Incoming incoming;

    @BeforeEach
    void open() {
        incoming = new Incoming(root);
    }

    @AfterEach
    void close() throws IOException {
        incoming.destroy();
        assertThat(filesBelow(root)).as("whoever ends leaves nothing").isEmpty();
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private List<Path> received() throws IOException {
        return filesBelow(root).stream()
                .filter(file -> !file.toString().endsWith(".lock"))
                .toList();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_file_is_measured_and_hashed_while_it_arrives() throws IOException {
        try (var file = incoming.receive(bytes("test"), 4)) {
            assertThat(file.size()).isEqualTo(4);
            assertThat(file.sha256())
                    .isEqualTo("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
            assertThat(file.file()).hasContent("test");
        }
        assertThat(received()).isEmpty();
    }

    @Test
    void what_is_too_large_or_ends_too_early_leaves_nothing() throws IOException {
        assertThatThrownBy(() -> incoming.receive(bytes("tests"), 4)).isInstanceOf(TooLarge.class);
        var broken =
                new SequenceInputStream(
                        bytes("te"),
                        new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw new IOException("hung up");
                            }
                        });
        assertThatThrownBy(() -> incoming.receive(broken, 4)).hasMessage("hung up");
        assertThat(received()).isEmpty();
    }

    @Test
    void what_a_dead_process_left_is_removed_and_what_a_living_one_has_is_not() throws IOException {
        var dead = Files.createDirectory(root.resolve("node-of-the-dead"));
        Files.writeString(dead.resolve("file"), "half");
        Files.createFile(root.resolve("node-of-the-dead.lock"));
        try (var mine = incoming.receive(bytes("mine"), 4)) {
            var other = new Incoming(root);
            assertThat(dead).doesNotExist();
            assertThat(root.resolve("node-of-the-dead.lock")).doesNotExist();
            assertThat(mine.file()).hasContent("mine");
            other.destroy();
            assertThat(mine.file()).hasContent("mine");
        }
    }
}
