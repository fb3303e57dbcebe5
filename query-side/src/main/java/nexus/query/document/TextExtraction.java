package nexus.query.document;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
 * The program that reads the text of files: asked for one by its path on a line, it answers how
 * many bytes of text there are and then these, or {@link #UNREADABLE}. It runs in a process of its
 * own, and ends by itself when it takes too long, or is asked for nothing for a while.
 */
final class TextExtraction {

    /** In place of a number of bytes. */
    static final int UNREADABLE = -1;

    private final AutoDetectParser parser = new AutoDetectParser();
    private final Semaphore steps = new Semaphore(0);
    private final Duration patience;
    private final int most;

    private TextExtraction(int most, Duration patience) {
        this.most = most;
        this.patience = patience;
    }

    /** Arguments: how many characters at most, and how many seconds at most, of one file. */
    static void main(String[] arguments) throws IOException {
        var out = new DataOutputStream(new BufferedOutputStream(System.out));
        System.setOut(System.err); // libraries print what they like
        new TextExtraction(
                        Integer.parseInt(arguments[0]),
                        Duration.ofSeconds(Long.parseLong(arguments[1])))
                .readAll(out);
    }

    private void readAll(DataOutputStream out) throws IOException {
        Thread.ofPlatform().daemon().start(this::watch);
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var file = in.readLine(); file != null; file = in.readLine()) {
            steps.release();
            answer(Path.of(file), out);
            steps.release();
        }
        Runtime.getRuntime().halt(0);
    }

    /** Ends all of it when neither a file is asked for nor one is done with for so long. */
    private void watch() {
        try {
            while (steps.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                steps.drainPermits();
            }
        } catch (InterruptedException _) {
            // nobody does that here
        }
        Runtime.getRuntime().halt(1);
    }

    private void answer(Path file, DataOutputStream out) throws IOException {
        try {
            var text = text(file).getBytes(StandardCharsets.UTF_8);
            out.writeInt(text.length);
            out.write(text);
        } catch (IOException | SAXException | TikaException | RuntimeException unreadable) {
            out.writeInt(UNREADABLE);
        }
        out.flush();
    }

    private String text(Path file) throws IOException, SAXException, TikaException {
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
}
