package nexus.command.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The character set of a text file: the one its byte order mark declares, UTF-8 if it is that
 * strictly, else windows-1252, which spreadsheets write where they do not write UTF-8.
 *
 * @param markLength the bytes of the byte order mark
 */
record TextEncoding(Charset charset, int markLength) {

    static final Charset FALLBACK = Charset.forName("windows-1252");
    private static final int LONGEST_MARK = 3;

    /** A file that can be read from its beginning as often as needed. */
    interface Bytes {
        InputStream open() throws IOException;
    }

    /** The file is no text in any of the character sets. */
    static final class NotText extends IOException {
        NotText(String message) {
            super(message);
        }
    }

    static TextEncoding of(Bytes file) throws IOException {
        var declared = declared(file);
        if (declared.markLength > 0) {
            if (!declared.fits(file)) {
                throw new NotText("is not the " + declared.charset + " that it claims to be");
            }
            return declared;
        }
        if (declared.fits(file)) {
            return declared;
        }
        var fallback = new TextEncoding(FALLBACK, 0);
        if (!fallback.fits(file)) {
            throw new NotText("is neither UTF-8, UTF-16 nor windows-1252 text");
        }
        return fallback;
    }

    private static TextEncoding declared(Bytes file) throws IOException {
        byte[] head;
        try (var in = file.open()) {
            head = in.readNBytes(LONGEST_MARK);
        }
        if (Arrays.equals(head, new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF})) {
            return new TextEncoding(StandardCharsets.UTF_8, 3);
        }
        if (startsWith(head, 0xFF, 0xFE)) {
            return new TextEncoding(StandardCharsets.UTF_16LE, 2);
        }
        if (startsWith(head, 0xFE, 0xFF)) {
            return new TextEncoding(StandardCharsets.UTF_16BE, 2);
        }
        if (startsWith(head, 'P', 'K')) {
            throw new NotText("is a spreadsheet or an archive: save it as CSV first");
        }
        return new TextEncoding(StandardCharsets.UTF_8, 0);
    }

    private static boolean startsWith(byte[] head, int first, int second) {
        return head.length >= 2 && head[0] == (byte) first && head[1] == (byte) second;
    }

    /** Whether all of the file can be read this way, and is text. */
    private boolean fits(Bytes file) throws IOException {
        var buffer = new char[8192];
        try (var in = read(file)) {
            for (int length; (length = in.read(buffer)) >= 0; ) {
                for (int i = 0; i < length; i++) {
                    if (buffer[i] == 0) {
                        throw new NotText("is not text");
                    }
                }
            }
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Reads the file without its byte order mark, strictly. */
    Reader read(Bytes file) throws IOException {
        var in = file.open();
        in.skipNBytes(markLength);
        return new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }
}
