package nexus.app.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nexus.app.cli.Engine.Form;
import tools.jackson.databind.JsonNode;

/**
 * Asks an engine for what the demo is made of, and tells how far it is. Everything has a name of
 * its own, by which it is asked for once: a demo that was broken off goes on where it was when it
 * is begun again.
 */
final class DemoCalls {

    private static final int AT_ONCE = 8;
    private static final String TITLE = "  %-10s ";

    private final Engine engine;
    private final String demo;
    private final PrintStream out;
    private final boolean terminal;

    /**
     * @param demo tells this demo from others
     * @param terminal whether lines can be written over
     */
    DemoCalls(Engine engine, String demo, PrintStream out, boolean terminal) {
        this.engine = engine;
        this.demo = demo;
        this.out = out;
        this.terminal = terminal;
    }

    /** Something to be asked of the engine that answers an id. */
    interface Call {
        String ask();
    }

    /** An id that a record of this demo has wherever the demo is loaded. */
    String id(String prefix, String name) {
        var unique = (demo + "/" + name).getBytes(StandardCharsets.UTF_8);
        return prefix + "-" + UUID.nameUUIDFromBytes(unique);
    }

    JsonNode get(String path) {
        return engine.get(path);
    }

    /** How many records there are in a list. */
    int count(String path) {
        return engine.get(path + "?pageSize=1").at("/pagination/total").asInt();
    }

    /** Makes a record, and answers its id. */
    String make(String name, String path, Map<String, Object> body) {
        return engine.once(key(name), "POST", path, body).path("id").asString();
    }

    /** Has something happen to a record. */
    void tell(String name, String method, String path, Map<String, Object> body) {
        engine.once(key(name), method, path, body);
    }

    /** Uploads a file, and answers the id of what comes of it. */
    String upload(String name, String path, Form form) {
        return engine.uploadOnce(key(name), path, form).path("id").asString();
    }

    /** Lets the engine go on for a moment. */
    void pause() {
        try {
            Thread.sleep(Duration.ofMillis(100));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.");
        }
    }

    private String key(String name) {
        return demo + "/" + name;
    }

    /**
     * Tells how far a part of the demo is.
     *
     * @param unit what is counted
     */
    ProgressBar bar(String part, String unit) {
        return new ProgressBar(out, terminal, TITLE.formatted(part), unit);
    }

    /** What nobody waits for goes on side by side; the answers come in the order of the calls. */
    List<String> together(String part, String unit, List<? extends Call> calls) {
        var bar = bar(part, unit);
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var done = new ExecutorCompletionService<String>(threads);
            var answers = calls.stream().map(call -> done.submit(call::ask)).toList();
            try {
                bar.show(0, calls.size());
                for (int i = 1; i <= calls.size(); i++) {
                    done.take().get(); // whatever fails, fails at once
                    bar.show(i, calls.size());
                }
                return answers.stream().map(Future::resultNow).toList();
            } finally {
                threads.shutdownNow();
                bar.end();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Failure sentence
                    ? sentence
                    : new Failure("The demo failed: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.");
        }
    }
}
