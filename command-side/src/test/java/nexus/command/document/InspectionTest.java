package nexus.command.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import nexus.platform.blob.Incoming.Received;
import nexus.platform.web.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectionTest {

    private static final byte[] PDF = ascii("%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF\n");
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0};
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16};
    private static final byte[] PROGRAM = ascii("MZ\u0090\u0000\u0003\u0000\u0000\u0000");
    private static final byte[] ELF = {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0};

    @TempDir Path folder = Path.of("");

    private final Inspection inspection = new Inspection();

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private String typeOf(byte[] content, String name) {
        try {
            var file = Files.write(Files.createTempFile(folder, "file", ""), content);
            return inspection.typeOf(new Received(file, content.length, ""), FileName.of(name));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertRefused(byte[] content, String name, String code) {
        assertThatThrownBy(() -> typeOf(content, name))
                .isInstanceOf(Refused.class)
                .hasMessage(code);
    }

    private static byte[] zip(Map<String, byte[]> entries) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] office(String main, String... others) {
        var entries = new LinkedHashMap<String, byte[]>();
        entries.put("[Content_Types].xml", ascii("<Types/>"));
        entries.put(main, ascii("<document/>"));
        for (var other : others) {
            entries.put(other, ascii("."));
        }
        return zip(entries);
    }

    @Test
    void a_file_is_what_its_bytes_say() {
        assertThat(typeOf(PDF, "Contract.pdf")).isEqualTo("application/pdf");
        assertThat(typeOf(PDF, "no extension")).isEqualTo("application/pdf");
        assertThat(typeOf(PNG, "photo.PNG")).isEqualTo("image/png");
        assertThat(typeOf(JPEG, "photo.jpeg")).isEqualTo("image/jpeg");
        assertThat(typeOf(ascii("Just words.\n"), "notes.txt")).isEqualTo("text/plain");
        assertThat(typeOf(ascii("a,b\n1,2\n"), "table.csv")).isEqualTo("text/csv");
    }

    @Test
    void of_some_families_only_the_name_tells_which_one_it_is() {
        var film = ascii("\0\0\0\u0018ftypisom\0\0\2\0isommp41");
        assertThat(typeOf(film, "film.mp4")).isEqualTo("video/mp4");
        assertThat(typeOf(film, "film.mov")).isEqualTo("video/quicktime");
        assertRefused(film, "film.pdf", "document.type-mismatch");
        var office = ascii("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1" + "\0".repeat(504));
        assertThat(typeOf(office, "letter.doc")).isEqualTo("application/msword");
        assertThat(typeOf(office, "table.xls")).isEqualTo("application/vnd.ms-excel");
        assertRefused(office, "installer.msi", "document.type-not-allowed");
    }

    @Test
    void an_archive_is_what_is_in_it() {
        assertThat(typeOf(office("word/document.xml"), "a.docx")).isEqualTo(OfficeType.DOCX);
        assertThat(typeOf(office("xl/workbook.xml"), "a.xlsx")).isEqualTo(OfficeType.XLSX);
        assertThat(typeOf(office("ppt/presentation.xml"), "a.pptx")).isEqualTo(OfficeType.PPTX);
        assertThat(
                        typeOf(
                                zip(
                                        Map.of(
                                                "mimetype",
                                                ascii("application/vnd.oasis.opendocument.text"))),
                                "a.odt"))
                .isEqualTo("application/vnd.oasis.opendocument.text");
        assertThat(typeOf(zip(Map.of("a.txt", ascii("a"))), "a.zip")).isEqualTo("application/zip");
    }

    @Test
    void what_would_be_run_is_not_kept() {
        assertRefused(PROGRAM, "setup.exe", "document.type-not-allowed");
        assertRefused(PROGRAM, "Contract.pdf", "document.type-not-allowed");
        assertRefused(ELF, "tool", "document.type-not-allowed");
        assertRefused(ascii("#!/bin/sh\nrm -rf /\n"), "a.txt", "document.type-not-allowed");
        assertRefused(
                ascii("<!DOCTYPE html><html><script>1</script></html>"),
                "a.txt",
                "document.type-not-allowed");
        assertRefused(
                ascii("<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>"),
                "a.png",
                "document.type-not-allowed");
        assertRefused(
                office("word/document.xml", "word/vbaProject.bin"),
                "a.docx",
                "document.type-not-allowed");
        assertRefused(
                zip(Map.of("META-INF/MANIFEST.MF", ascii("Main-Class: Evil\n"))),
                "a.zip",
                "document.type-not-allowed");
    }

    @ParameterizedTest
    @CsvSource({"run.bat", "page.html", "script.js", "Contract.pdf", "photo.jpg"})
    void text_is_not_kept_under_a_name_that_promises_something_else(String name) {
        assertRefused(ascii("just some words\n"), name, "document.type-mismatch");
    }

    @Test
    void a_photograph_is_no_contract() {
        assertRefused(PNG, "Contract.pdf", "document.type-mismatch");
        assertRefused(office("word/document.xml"), "Contract.zip", "document.type-mismatch");
    }

    @Test
    void nothing_is_no_document() {
        assertRefused(new byte[0], "empty.pdf", "document.empty");
    }

    @Test
    void an_archive_that_unpacks_to_far_more_than_it_is_is_refused() {
        var bomb = zip(Map.of("zeros", new byte[64 << 20]));
        assertThat(bomb.length).isLessThan(100_000);
        assertRefused(bomb, "bomb.zip", "document.archive-unsafe");
    }

    @Test
    void so_is_one_that_hides_it_in_another() {
        var inner = zip(Map.of("zeros", new byte[40 << 20]));
        assertRefused(
                zip(Map.of("a.zip", inner, "b.zip", inner)), "bomb.zip", "document.archive-unsafe");
        var deep = zip(Map.of("a.txt", ascii("a")));
        for (int level = 0; level < ZipContents.DEEPEST; level++) {
            deep = zip(Map.of("a.zip", deep));
        }
        assertRefused(deep, "deep.zip", "document.archive-unsafe");
    }

    @Test
    void so_is_one_of_too_many_entries() {
        var entries = new LinkedHashMap<String, byte[]>();
        for (int i = 0; i <= ZipContents.MOST_ENTRIES; i++) {
            entries.put("e" + i, new byte[0]);
        }
        assertRefused(zip(entries), "many.zip", "document.archive-unsafe");
    }

    @ParameterizedTest
    @CsvSource({"../../etc/cron.d/evil", "/etc/passwd", "a/../../b", "C:/evil.txt", "..\\evil.txt"})
    void so_is_one_whose_entries_would_land_elsewhere(String entry) {
        assertRefused(zip(Map.of(entry, ascii("x"))), "slip.zip", "document.archive-unsafe");
    }

    @Test
    void so_is_one_that_cannot_be_read() {
        var whole = zip(Map.of("a.txt", ascii("just some words")));
        var half = java.util.Arrays.copyOf(whole, whole.length / 2);
        assertRefused(half, "half.zip", "document.archive-unsafe");
        var encrypted = whole.clone();
        encrypted[6] |= 1; // in the entry, and in the directory
        for (int i = 0; i < encrypted.length - 4; i++) {
            if (encrypted[i] == 'P' && encrypted[i + 1] == 'K' && encrypted[i + 2] == 1) {
                encrypted[i + 8] |= 1;
            }
        }
        assertRefused(encrypted, "secret.zip", "document.archive-unsafe");
    }
}
