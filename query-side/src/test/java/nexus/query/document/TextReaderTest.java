package nexus.query.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import nexus.query.document.ReadText.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text is read by real processes, some of which do what parsers do at their worst. */
class TextReaderTest {

    @TempDir Path folder = Path.of("");

    private TextReader reader = new TextReader();

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("file"), content);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @AfterEach
    void nothing_but_the_file_is_left() throws IOException {
        reader.destroy();
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("file"));
        }
    }

    @Test
    void the_text_of_a_document_is_read() throws IOException {
        var read = reader.read(file(docx("Granite worktop for Frau Müller")));
        assertThat(read.outcome()).isEqualTo(Outcome.READ);
        assertThat(read.text()).contains("Granite worktop for Frau Müller");
    }

    @Test
    void so_is_that_of_a_pdf() throws IOException {
        var read = reader.read(file(utf8(PDF)));
        assertThat(read.outcome()).isEqualTo(Outcome.READ);
        assertThat(read.text()).contains("Handleless kitchen");
    }

    @Test
    void of_a_long_text_so_much_is_read() throws IOException {
        var read = reader.read(file(utf8("word ".repeat(TextProcess.MOST_CHARACTERS))));
        assertThat(read.outcome()).isEqualTo(Outcome.READ);
        assertThat(read.text().length())
                .isBetween(TextProcess.MOST_CHARACTERS / 2, TextProcess.MOST_CHARACTERS);
    }

    @Test
    void one_process_reads_many_and_another_what_was_the_end_of_it() throws IOException {
        reader = new TextReader(Duration.ofSeconds(30), TiresAfterThree.class.getName());
        var processes = new ArrayList<String>();
        for (int i = 0; i < 6; i++) {
            var read = reader.read(file(utf8("x")));
            assertThat(read.outcome()).isEqualTo(Outcome.READ);
            processes.add(read.text());
        }
        assertThat(processes.subList(0, 3)).containsOnly(processes.getFirst());
        assertThat(processes.subList(3, 6))
                .containsOnly(processes.getLast())
                .doesNotContain(processes.getFirst());
    }

    @Test
    void what_cannot_be_read_is_no_end_of_those_that_follow() throws IOException {
        var broken = utf8("%PDF-1.7 and no more of it");
        assertThat(reader.read(file(broken)).text()).isEmpty();
        assertThat(reader.read(file(utf8("Granite"))).text()).isEqualTo("Granite");
    }

    @Test
    void a_reader_that_hangs_is_ended() throws IOException {
        reader = new TextReader(Duration.ofSeconds(2), Hangs.class.getName());
        var began = System.nanoTime();
        assertThat(reader.read(file(utf8("x"))).outcome()).isEqualTo(Outcome.UNREADABLE);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void a_reader_that_runs_out_of_memory_takes_nobody_with_it() throws IOException {
        reader = new TextReader(Duration.ofSeconds(30), Hungry.class.getName());
        assertThat(reader.read(file(utf8("x"))).outcome()).isEqualTo(Outcome.UNREADABLE);
    }

    @Test
    void a_reader_that_does_not_stop_talking_is_not_listened_to() throws IOException {
        reader = new TextReader(Duration.ofSeconds(3), Talks.class.getName());
        assertThat(reader.read(file(utf8("x"))).outcome()).isEqualTo(Outcome.UNREADABLE);
    }

    @Test
    void it_has_nothing_of_the_engines_environment() throws IOException {
        reader = new TextReader(Duration.ofSeconds(30), Curious.class.getName());
        assertThat(System.getenv()).isNotEmpty();
        assertThat(reader.read(file(utf8("x"))).text()).isEqualTo("variables: 0");
    }

    static final class Hangs {
        static void main(String[] arguments) throws InterruptedException {
            Thread.sleep(Duration.ofHours(1));
        }
    }

    static final class TiresAfterThree {
        static void main(String[] arguments) throws IOException {
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (int i = 0; i < 3 && in.readLine() != null; i++) {
                say("process " + ProcessHandle.current().pid());
            }
        }
    }

    private static void say(String answer) {
        var bytes = utf8(answer);
        System.out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
        System.out.writeBytes(bytes);
        System.out.flush();
    }

    static final class Hungry {
        static void main(String[] arguments) {
            var all = new ArrayList<byte[]>();
            while (all.size() < 1_000_000) {
                all.add(new byte[1 << 20]);
            }
            System.out.print(all.size());
        }
    }

    static final class Talks {
        static void main(String[] arguments) {
            while (!System.out.checkError()) {
                System.out.print("and another thing. ");
            }
        }
    }

    static final class Curious {
        static void main(String[] arguments) throws InterruptedException {
            say("variables: " + System.getenv().size());
            Thread.sleep(Duration.ofHours(1));
        }
    }

    private static byte[] docx(String text) throws IOException {
        var parts = new LinkedHashMap<String, String>();
        parts.put(
                "[Content_Types].xml",
                """
                <?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
                <Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>\
                </Types>""");
        parts.put(
                "_rels/.rels",
                """
                <?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
                <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>\
                </Relationships>""");
        parts.put(
                "word/document.xml",
                """
                <?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">\
                <w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>"""
                        .formatted(text));
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(utf8(part.getValue()));
            }
        }
        return bytes.toByteArray();
    }

    /** Without a table of its objects, as many a real one is; readers look for them then. */
    private static final String PDF =
            """
            %PDF-1.4
            1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
            2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
            3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 300 144] /Contents 4 0 R
              /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >> endobj
            4 0 obj << /Length 52 >> stream
            BT /F1 18 Tf 10 100 Td (Handleless kitchen) Tj ET
            endstream endobj
            trailer << /Root 1 0 R /Size 5 >>
            startxref
            0
            %%EOF
            """;
}
