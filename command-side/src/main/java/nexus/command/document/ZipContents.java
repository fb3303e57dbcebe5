package nexus.command.document;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import nexus.api.document.DocumentRejection.DocumentArchiveUnsafe;
import nexus.platform.web.Refused;

/**
 * What is in an archive, unpacked to nowhere and only as far as is sane: an archive that unpacks to
 * much more than it is, hides archives within archives or has entries that would land elsewhere is
 * refused. Whoever opens it later, person or parser, can rely on that.
 */
final class ZipContents {

    static final int MOST_ENTRIES = 10_000;
    static final int DEEPEST = 4;
    static final long MOST_BYTES = 1L << 30;

    /** Whatever it is made of, so small a thing harms nobody. */
    static final long HARMLESS = 32L << 20;

    /** Office documents unpack to some twenty times their size, bombs to a thousand times. */
    static final int HIGHEST_RATIO = 200;

    private static final int END_OF_DIRECTORY = 0x06054b50;
    private static final int LENGTH_OF_END = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int LONGEST_DIRECTORY = 4 << 20;
    private static final int LONGEST_MIMETYPE = 100;

    private final long size;
    private final byte[] buffer = new byte[16 * 1024];
    private final Set<String> names = new HashSet<>();
    private String mimetype = "";
    private int entries;
    private long unpacked;

    private ZipContents(long size) {
        this.size = size;
    }

    /**
     * The type that the contents of an archive make it.
     *
     * @throws Refused if it is not safe to look into
     */
    static String typeOf(Path file, long size) throws IOException {
        requireSmallDirectory(file, size);
        var contents = new ZipContents(size);
        try (var zip = new ZipFile(file.toFile())) {
            contents.lookInto(zip);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw unsafe("it cannot be read, or is encrypted");
        }
        return OfficeType.of(contents.names, contents.mimetype);
    }

    static boolean isOne(byte[] first) {
        return first.length >= 4
                && first[0] == 'P'
                && first[1] == 'K'
                && (first[2] == 3 && first[3] == 4 || first[2] == 5 && first[3] == 6);
    }

    /** Who opens an archive reads all of its directory into memory, so that is looked at before. */
    private static void requireSmallDirectory(Path file, long size) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "r")) {
            var tail = new byte[(int) Math.min(size, LENGTH_OF_END + LONGEST_COMMENT)];
            bytes.seek(size - tail.length);
            bytes.readFully(tail);
            var end = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = tail.length - LENGTH_OF_END; at >= 0; at--) {
                if (end.getInt(at) == END_OF_DIRECTORY
                        && at + LENGTH_OF_END + unsigned(end, at + 20) == tail.length) {
                    requireSmall(unsigned(end, at + 10), end.getInt(at + 12) & 0xffffffffL);
                    return;
                }
            }
        }
        throw unsafe("it has no end");
    }

    private static int unsigned(ByteBuffer bytes, int at) {
        return bytes.getShort(at) & 0xffff;
    }

    private static void requireSmall(int entries, long directory) {
        if (entries > MOST_ENTRIES || directory > LONGEST_DIRECTORY) {
            throw tooMany();
        }
    }

    private void lookInto(ZipFile zip) throws IOException {
        for (var all = zip.entries(); all.hasMoreElements(); ) {
            var entry = all.nextElement();
            requireOrdinary(entry);
            names.add(entry.getName());
            try (var content = zip.getInputStream(entry)) {
                if (entry.getName().equals("mimetype")) {
                    var text = content.readNBytes(LONGEST_MIMETYPE);
                    mimetype = new String(text, StandardCharsets.US_ASCII).strip();
                }
                unpack(content, 1);
            }
        }
    }

    private void unpack(InputStream content, int depth) throws IOException {
        var bytes = new BufferedInputStream(content);
        bytes.mark(4);
        var first = bytes.readNBytes(4);
        bytes.reset();
        if (!isOne(first)) {
            count(bytes);
            return;
        }
        if (depth == DEEPEST) {
            throw unsafe("it has archives within archives within archives");
        }
        // not closed, as what follows it in the outer one is still to be read
        var nested = new ZipInputStream(bytes);
        for (var entry = nested.getNextEntry(); entry != null; entry = nested.getNextEntry()) {
            requireOrdinary(entry);
            unpack(nested, depth + 1);
        }
        count(bytes);
    }

    private void count(InputStream bytes) throws IOException {
        for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
            unpacked += read;
            if (unpacked > MOST_BYTES || unpacked > Math.max(HARMLESS, size * HIGHEST_RATIO)) {
                throw unsafe("it unpacks to far more than it is");
            }
        }
    }

    private void requireOrdinary(ZipEntry entry) {
        if (++entries > MOST_ENTRIES) {
            throw tooMany();
        }
        var name = entry.getName();
        if (name.startsWith("/")
                || name.matches("[A-Za-z]:.*")
                || Set.of(name.split("[/\\\\]", -1)).contains("..")) {
            throw unsafe("it has an entry that would be unpacked elsewhere");
        }
    }

    private static Refused tooMany() {
        return unsafe("it has more than %d entries".formatted(MOST_ENTRIES));
    }

    private static Refused unsafe(String why) {
        return new Refused(new DocumentArchiveUnsafe(why));
    }
}
