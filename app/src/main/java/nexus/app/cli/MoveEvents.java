package nexus.app.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import nexus.platform.eventstore.EventMove;
import nexus.platform.eventstore.EventMove.Refused;
import org.slf4j.LoggerFactory;

/**
 * {@code ./nexus export} and {@code ./nexus import} of a folder: all events of a store into a
 * folder, and from a folder into a store. Ends with 0 if everything is there and was compared.
 */
final class MoveEvents {

    private static final String HELP =
            """
            Writes all events of a store into a folder, or fills a store from such a folder.

              ./nexus export FOLDER [options]
              ./nexus import FOLDER [options]

            """
                    + MovedStore.HELP
                    + """

            Both go on where they were stopped. An import compares every event with the folder and
            changes nothing in a store that holds others. See docs/operations/axon-server.md.
            """;

    private MoveEvents() {}

    public static void main(String[] arguments) {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        try {
            System.exit(run(System.out, System.console() != null, arguments));
        } catch (Failure | Refused e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    static int run(PrintStream out, boolean terminal, String... arguments) {
        var options = Options.of(new HashSet<>(MovedStore.OPTIONS), Set.of("--help"), arguments);
        if (options.has("--help")) {
            out.print(HELP);
            return 0;
        }
        if (options.words().size() != 2) {
            throw new Failure("Name one folder; ./nexus export --help tells how.");
        }
        var folder = Path.of(options.words().getLast());
        var bar = new ProgressBar(out, terminal);
        EventMove.Progress progress = (done, of) -> bar.show((int) done, (int) of);
        try (var store = MovedStore.of(options)) {
            var export = options.words().getFirst().equals("export");
            var events =
                    export
                            ? store.move().exportTo(folder, progress)
                            : store.move().importFrom(folder, progress);
            bar.end();
            out.println(
                    (export ? "%,d events are in %s." : "%,d events of %s are there and the same.")
                            .formatted(events, folder));
            return 0;
        }
    }
}
