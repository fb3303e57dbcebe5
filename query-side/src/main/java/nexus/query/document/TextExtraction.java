package nexus.query.document;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.WriteLimitReachedException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.BodyContentHandler;
import org.xml.sax.SAXException;

/**
 * The program that reads the text of one file and prints it. It runs in a process of its own, and
 * ends by itself should nobody be there any more to end it.
 */
final class TextExtraction {

    private TextExtraction() {}

    /** Arguments: the file, how many characters at most, how many seconds at most. */
    static void main(String[] arguments) throws Exception {
        var out = System.out;
        System.setOut(System.err); // libraries print what they like
        endAfter(Duration.ofSeconds(Long.parseLong(arguments[2])));
        print(out, text(Path.of(arguments[0]), Integer.parseInt(arguments[1])));
        Runtime.getRuntime().halt(0);
    }

    private static void endAfter(Duration patience) {
        Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            try {
                                Thread.sleep(patience);
                            } catch (InterruptedException _) {
                                // nobody does that here
                            }
                            Runtime.getRuntime().halt(1);
                        });
    }

    private static String text(Path file, int most) throws Exception {
        var parser = new AutoDetectParser();
        var context = new ParseContext();
        context.set(Parser.class, parser); // also what is within what is within
        var text = new BodyContentHandler(most);
        try (var bytes = TikaInputStream.get(file)) {
            parser.parse(bytes, text, new Metadata(), context);
        } catch (SAXException | TikaException e) {
            if (!WriteLimitReachedException.isWriteLimitReached(e)) {
                throw e;
            }
        }
        return text.toString();
    }

    private static void print(PrintStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
