package nexus.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.InvalidFileNameException;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a multipart form, one after the other as they arrive: nobody keeps a copy of an
 * upload before it is known what to do with it. Only for handlers that take no part as a parameter,
 * as then nobody has read the body yet.
 */
public final class FormParts {

    private static final int LONGEST_TEXT = 64 * 1024;

    /** File names have three bytes a letter at most, and each may be written in three. */
    private static final int LONGEST_HEADER = 8 * 1024;

    private final FileItemIterator parts;
    private final Set<String> seen = new HashSet<>();
    private final Set<String> known;

    private FormParts(FileItemIterator parts, Set<String> known) {
        this.parts = parts;
        this.known = known;
    }

    /**
     * One part. Its content has to be read before the next is asked for.
     *
     * @param fileName as it was sent, whatever it is; null if it was sent without one
     */
    public record Part(String name, @Nullable String fileName, InputStream content) {

        /**
         * The content, where it is a text.
         *
         * @throws InvalidRequest if it is too long for one
         */
        public String text() throws IOException {
            var bytes = content.readNBytes(LONGEST_TEXT + 1);
            if (bytes.length > LONGEST_TEXT) {
                throw new InvalidRequest(name, "too-long", "has more than 64 kilobytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** What to do with a part. */
    @FunctionalInterface
    public interface Reader {
        void read(Part part) throws IOException;
    }

    /**
     * Reads a form to its end.
     *
     * @param known the names of the parts that it may have, each once
     * @throws InvalidRequest if it is no such form, or ends too early
     */
    public static void read(HttpServletRequest request, Set<String> known, Reader reader) {
        try {
            var form = new FileUpload();
            form.setHeaderEncoding(StandardCharsets.UTF_8.name());
            form.setPartHeaderSizeMax(LONGEST_HEADER);
            var parts = form.getItemIterator(new ServletRequestContext(request));
            new FormParts(parts, known).readAll(reader);
        } catch (InvalidFileNameException e) {
            throw new InvalidRequest("file", "malformed-name", "has a name that is none");
        } catch (IOException e) {
            throw new InvalidRequest("", "malformed", "is not a complete multipart form");
        }
    }

    private void readAll(Reader reader) throws IOException {
        while (parts.hasNext()) {
            var part = part(parts.next());
            try (var _ = part.content()) {
                reader.read(part);
            }
        }
    }

    private Part part(FileItemStream item) throws IOException {
        var name = String.valueOf(item.getFieldName());
        if (!known.contains(name)) {
            throw new InvalidRequest(name, "unknown", "is not a known part");
        }
        if (!seen.add(name)) {
            throw new InvalidRequest(name, "repeated", "must be there once only");
        }
        return new Part(name, item.getName(), item.openStream());
    }
}
