package nexus.command.transfer;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nexus.command.transfer.CsvFile.Row;
import org.junit.jupiter.api.Test;

/** How files are written, and how they are broken. */
class CsvFileTest {

    static CsvFile open(byte[] bytes, String... wanted) throws IOException {
        return CsvFile.open(() -> new ByteArrayInputStream(bytes), Set.of(wanted));
    }

    static CsvFile open(String text, String... wanted) throws IOException {
        return open(text.getBytes(UTF_8), wanted);
    }

    static List<Row> rows(CsvFile file) throws IOException {
        var rows = new ArrayList<Row>();
        try (var source = file.dataRows()) {
            source.forEachRemaining(rows::add);
        }
        return rows;
    }

    @Test
    void cells_are_separated_by_commas_semicolons_or_tabs() throws IOException {
        for (var delimiter : List.of(",", ";", "\t")) {
            var file = open("name,value\nBath,12".replace(",", delimiter));
            assertThat(file.header()).containsExactly("name", "value");
            assertThat(rows(file)).containsExactly(new Row(2, List.of("Bath", "12")));
        }
    }

    @Test
    void the_columns_asked_for_tell_a_separator_from_a_comma_in_a_name() throws IOException {
        var file = open("name, first;name, last, maiden\na;b", "name, first");
        assertThat(file.delimiter()).isEqualTo(';');
    }

    @Test
    void quotes_hold_separators_line_ends_and_quotes() throws IOException {
        var file = open("name,note\r\n\"Bath, big\",\"two\r\nlines\"\r\n\"a \"\"b\"\"\",c\r\n");
        assertThat(rows(file))
                .containsExactly(
                        new Row(2, List.of("Bath, big", "two\r\nlines")),
                        new Row(4, List.of("a \"b\"", "c")));
    }

    @Test
    void blank_lines_are_no_rows_but_count_as_lines() throws IOException {
        var file = open("name,value\n\na,1\n,\nb,2\n\n");
        assertThat(rows(file))
                .containsExactly(new Row(3, List.of("a", "1")), new Row(5, List.of("b", "2")));
        assertThat(file.countRows()).isEqualTo(2);
    }

    @Test
    void a_quote_that_never_ends_is_told_with_its_line() throws IOException {
        var file = open("name,value\na,1\n\"b,2\nc,3\n");
        assertThatThrownBy(file::countRows)
                .isInstanceOfSatisfying(
                        CsvFile.Unreadable.class,
                        e -> assertThat(e.code()).isEqualTo("broken-quotes"))
                .hasMessageContaining("line 3");
    }

    @Test
    void text_after_a_closing_quote_is_told_with_its_line() throws IOException {
        var file = open("name,value\na,1\n\"b\"x,2\n");
        assertThatThrownBy(file::countRows).hasMessageContaining("line 3");
    }

    @Test
    void a_file_without_anything_is_empty() {
        assertThatThrownBy(() -> open("\n \n"))
                .isInstanceOfSatisfying(
                        CsvFile.Unreadable.class, e -> assertThat(e.code()).isEqualTo("empty"));
    }

    @Test
    void utf_8_is_read_with_and_without_its_mark() throws IOException {
        assertThat(open("näme\nMüller").header()).containsExactly("näme");
        assertThat(open("\uFEFFnäme\nMüller").header()).containsExactly("näme");
        assertThat(open("\uFEFFnäme\nMüller").encoding().charset()).isEqualTo(UTF_8);
    }

    @Test
    void utf_16_is_read_by_its_mark() throws IOException {
        for (var charset : List.of(UTF_16LE, UTF_16BE)) {
            var file = open("\uFEFFnäme\nMüller".getBytes(charset));
            assertThat(file.encoding().charset()).isEqualTo(charset);
            assertThat(rows(file)).containsExactly(new Row(2, List.of("Müller")));
        }
    }

    @Test
    void what_is_not_utf_8_is_taken_for_windows_1252() throws IOException {
        var file = open("näme\nMüller €".getBytes(Charset.forName("windows-1252")));
        assertThat(file.encoding().charset()).isEqualTo(TextEncoding.FALLBACK);
        assertThat(rows(file)).containsExactly(new Row(2, List.of("Müller €")));
    }

    @Test
    void what_claims_to_be_utf_8_has_to_be() {
        var bytes = new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'a', (byte) 0xFC, '\n'};
        assertThatThrownBy(() -> open(bytes)).hasMessageContaining("UTF-8");
    }

    @Test
    void a_spreadsheet_is_no_text() {
        assertThatThrownBy(() -> open("PK\u0003\u0004rest"))
                .isInstanceOfSatisfying(
                        CsvFile.Unreadable.class, e -> assertThat(e.code()).isEqualTo("not-text"))
                .hasMessageContaining("save it as CSV");
    }

    @Test
    void a_file_with_zero_bytes_is_no_text() {
        assertThatThrownBy(() -> open("name\na\0b")).isInstanceOf(CsvFile.Unreadable.class);
    }
}
