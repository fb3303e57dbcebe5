package nexus.command.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** A table in a text file: RFC 4180 with a header, separated by commas, semicolons or tabs. */
final class CsvFile {

    static final int MOST_ROWS = 1_000_000;
    private static final String DELIMITERS = ",;\t";

    private final TextEncoding.Bytes bytes;
    private final TextEncoding encoding;
    private final char delimiter;
    private final List<String> header;

    private CsvFile(
            TextEncoding.Bytes bytes, TextEncoding encoding, char delimiter, List<String> header) {
        this.bytes = bytes;
        this.encoding = encoding;
        this.delimiter = delimiter;
        this.header = header;
    }

    /** The file cannot be read as a table. */
    static final class Unreadable extends RuntimeException {
        private final String code;

        Unreadable(String code, String message) {
            super(message);
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    /** Finds out how a file is written. */
    static CsvFile open(TextEncoding.Bytes bytes, Set<String> wantedColumns) throws IOException {
        try {
            return open(bytes, TextEncoding.of(bytes), wantedColumns);
        } catch (TextEncoding.NotText e) {
            throw new Unreadable("not-text", String.valueOf(e.getMessage()));
        }
    }

    private static CsvFile open(
            TextEncoding.Bytes bytes, TextEncoding encoding, Set<String> wantedColumns)
            throws IOException {
        CsvFile best = null;
        for (char delimiter : DELIMITERS.toCharArray()) {
            var candidate = new CsvFile(bytes, encoding, delimiter, List.of()).withHeader();
            if (candidate != null && (best == null || candidate.fits(wantedColumns, best))) {
                best = candidate;
            }
        }
        if (best == null) {
            throw new Unreadable("empty", "is empty: it needs a header row");
        }
        return best;
    }

    /** As it was found to be before. */
    static CsvFile reopen(TextEncoding.Bytes bytes, char delimiter) throws IOException {
        var file = new CsvFile(bytes, TextEncoding.of(bytes), delimiter, List.of()).withHeader();
        if (file == null) {
            throw new Unreadable("empty", "is empty");
        }
        return file;
    }

    private @Nullable CsvFile withHeader() throws IOException {
        try (var rows = rows()) {
            return rows.hasNext()
                    ? new CsvFile(
                            bytes,
                            encoding,
                            delimiter,
                            rows.next().cells().stream().map(String::strip).toList())
                    : null;
        }
    }

    private boolean fits(Set<String> wanted, CsvFile best) {
        var found = wanted.stream().filter(header::contains).count();
        var foundByBest = wanted.stream().filter(best.header::contains).count();
        return found > foundByBest || (found == foundByBest && header.size() > best.header.size());
    }

    List<String> header() {
        return header;
    }

    char delimiter() {
        return delimiter;
    }

    TextEncoding encoding() {
        return encoding;
    }

    /**
     * Reads the whole file once.
     *
     * @return the number of rows below the header
     * @throws Unreadable if it breaks off, or has too many rows
     */
    int countRows() throws IOException {
        try (var rows = rows()) {
            var count = -1; // the header
            while (rows.hasNext()) {
                rows.next();
                if (++count > MOST_ROWS) {
                    throw new Unreadable(
                            "too-many-rows", "has more than " + MOST_ROWS + " rows: split it");
                }
            }
            return count;
        }
    }

    /** The rows below the header. To be closed. */
    Rows dataRows() throws IOException {
        var rows = rows();
        rows.next();
        return rows;
    }

    private Rows rows() throws IOException {
        var format =
                CSVFormat.RFC4180
                        .builder()
                        .setDelimiter(delimiter)
                        .setIgnoreEmptyLines(false) // or the line numbers would be wrong
                        .get();
        return new Rows(
                CSVParser.builder().setReader(encoding.read(bytes)).setFormat(format).get());
    }

    /**
     * A row of cells.
     *
     * @param line the line of the file it begins on
     */
    record Row(int line, List<String> cells) {}

    /** Rows as they come, without the blank ones. */
    static final class Rows implements Iterator<Row>, Closeable {

        private final CSVParser parser;
        private final Iterator<CSVRecord> records;
        private @Nullable Row next;

        private Rows(CSVParser parser) {
            this.parser = parser;
            this.records = parser.iterator();
        }

        @Override
        public boolean hasNext() {
            while (next == null) {
                var line = (int) parser.getCurrentLineNumber() + 1;
                if (!hasNextRecord(line)) {
                    return false;
                }
                var cells = records.next().toList();
                if (!cells.stream().allMatch(String::isBlank)) {
                    next = new Row(line, cells);
                }
            }
            return true;
        }

        private boolean hasNextRecord(int line) {
            try {
                return records.hasNext();
            } catch (UncheckedIOException | IllegalStateException e) {
                throw new Unreadable(
                        "broken-quotes",
                        "has broken quotes in the row that begins on line %d".formatted(line));
            }
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new java.util.NoSuchElementException();
            }
            var row = java.util.Objects.requireNonNull(next);
            next = null;
            return row;
        }

        @Override
        public void close() throws IOException {
            parser.close();
        }
    }
}
