package nexus.query.document;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import nexus.query.document.ReadText.Outcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Reads the text of files in a process beside this one: parsers of foreign formats run out of
 * memory, go round in circles and fall over, and none of that may be the engine's trouble. To begin
 * a process takes a hundred times as long as to read a letter, so one reads many; a file that is
 * the end of it is given to a fresh one, as it may have been for the sake of those before.
 */
@Component
class TextReader implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(TextReader.class);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Whatever a parser never gives back goes with the process. */
    static final int MOST_FOR_ONE_PROCESS = 100;

    private final Duration patience;
    private final String mainClass;
    private @Nullable TextProcess process;

    TextReader() {
        this(PATIENCE, TextExtraction.class.getName());
    }

    TextReader(Duration patience, String mainClass) {
        this.patience = patience;
        this.mainClass = mainClass;
    }

    /**
     * The text of a file.
     *
     * @throws IOException if no process can be begun
     */
    synchronized ReadText read(Path file) throws IOException {
        var used = process;
        if (used != null && used.isAlive() && used.asked() < MOST_FOR_ONE_PROCESS) {
            try {
                return used.read(file);
            } catch (IOException _) {
                // a fresh one may do better
            }
        }
        end();
        var fresh = TextProcess.begin(patience, mainClass, Path.of(file + ".tmp"));
        process = fresh;
        try {
            return fresh.read(file);
        } catch (IOException ended) {
            log.debug("No text of {}", file, ended);
            end();
            return ReadText.none(Outcome.UNREADABLE);
        }
    }

    private void end() throws IOException {
        var ending = process;
        process = null;
        if (ending != null) {
            ending.close();
        }
    }

    @Override
    public synchronized void destroy() throws IOException {
        end();
    }
}
