package nexus.app;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import nexus.app.embedded.StartFailure;

/**
 * How the engine is asked to run.
 *
 * @param port the port it serves HTTP on
 * @param host the address it listens on; other machines reach it only if this is not the loopback
 * @param data the folder it keeps everything in
 * @param split whether the command side and the query side run as processes of their own
 */
record RunOptions(int port, String host, Path data, boolean split) {

    /** Reads the command line, which wins, and the environment. */
    static RunOptions of(Map<String, String> environment, String... arguments) {
        var options =
                new RunOptions(
                        port(environment.getOrDefault("NEXUS_PORT", "8080")),
                        "127.0.0.1",
                        Path.of(environment.getOrDefault("NEXUS_DATA", "data")),
                        false);
        Iterator<String> words = Arrays.asList(arguments).iterator();
        while (words.hasNext()) {
            options = options.with(words.next(), words);
        }
        return options;
    }

    /** The address a client on this machine uses. */
    String url() {
        boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
        return "http://%s:%d".formatted(everywhere ? "127.0.0.1" : host, port);
    }

    private RunOptions with(String option, Iterator<String> rest) {
        return switch (option) {
            case "--port" -> new RunOptions(port(value(option, rest)), host, data, split);
            case "--host" -> new RunOptions(port, value(option, rest), data, split);
            case "--data" -> new RunOptions(port, host, Path.of(value(option, rest)), split);
            case "--split" -> new RunOptions(port, host, data, true);
            case String unknown ->
                    throw new StartFailure(
                            "Unknown option %s; ./nexus help lists them.".formatted(unknown));
        };
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new StartFailure("The option %s needs a value.".formatted(option));
        }
        return rest.next();
    }

    private static int port(String text) {
        if (text.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        }
        throw new StartFailure("A port is a number from 1 to 65535, not %s.".formatted(text));
    }
}
