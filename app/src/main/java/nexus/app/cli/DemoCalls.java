package nexus.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/**
 * Asks an engine for what the demo is made of. Everything has a name of its own, by which it is
 * asked for once: a demo that was broken off goes on where it was when it is begun again.
 */
final class DemoCalls {

    private static final int AT_ONCE = 4;

    private final Engine engine;
    private final String demo;

    /**
     * @param demo tells this demo from others
     */
    DemoCalls(Engine engine, String demo) {
        this.engine = engine;
        this.demo = demo;
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

    /** Makes a record, and answers its id. */
    String make(String name, String path, Map<String, Object> body) {
        return engine.once(key(name), "POST", path, body).path("id").asString();
    }

    /** Has something happen to a record. */
    void tell(String name, String method, String path, Map<String, Object> body) {
        engine.once(key(name), method, path, body);
    }

    /** Uploads a file to a record, and answers the id of the document. */
    String upload(String name, Map<String, Object> meta, String fileName, byte[] file) {
        return engine.uploadOnce(key(name), "/api/documents", meta, fileName, file)
                .path("id")
                .asString();
    }

    /** Imports rows, those only that are not there yet, and answers where to ask how it goes. */
    String load(String mapping, List<String> rows) {
        try {
            var file = Files.createTempFile("nexus-demo", ".csv");
            try {
                Files.write(file, rows);
                return "/api/imports/"
                        + engine.upload("/api/imports", file, mapping).path("id").asString();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new Failure("No file can be written: " + e.getMessage());
        }
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

    /** What nobody waits for goes on side by side; the answers come in order. */
    static List<String> together(List<Call> calls) {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var answers = new ArrayList<Future<String>>();
            calls.forEach(call -> answers.add(threads.submit(call::ask)));
            var ids = new ArrayList<String>();
            for (var answer : answers) {
                ids.add(answer.get());
            }
            return ids;
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
