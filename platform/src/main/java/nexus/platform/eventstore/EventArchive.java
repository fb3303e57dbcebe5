package nexus.platform.eventstore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import nexus.platform.eventstore.Append.Value;
import nexus.platform.eventstore.EventMove.Refused;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A folder of events: files of lines of JSON in the order of all, and a manifest that counts them
 * and holds the hash of each file and, linked from one to the next, of all before it.
 *
 * <p>A file is there once it is whole and on the disk, and counts once the manifest names it; so
 * whoever is stopped leaves at most a file that is written again.
 */
final class EventArchive {

    static final int EVENTS_A_CHUNK = 50_000;

    private static final String FORMAT = "nexus-events@1";
    private static final String MANIFEST = "manifest.json";
    private static final String RESERVATIONS = "reservations.ndjson";

    /** Numbers as they are written: 10.50 is not 10.5. */
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private final Path folder;
    private Manifest manifest;

    private EventArchive(Path folder, Manifest manifest) {
        this.folder = folder;
        this.manifest = manifest;
    }

    /**
     * A file of events.
     *
     * @param first the position of its first event
     * @param sha256 of its bytes
     * @param chain of the chain of the file before it and its own hash
     */
    record Chunk(String file, long first, long last, String sha256, String chain) {}

    /**
     * What the folder holds.
     *
     * @param reservations the hash of the file of values that exist once only
     * @param complete whether everything there was is in it
     */
    record Manifest(
            String format,
            long events,
            List<Chunk> chunks,
            @Nullable String reservations,
            boolean complete) {}

    static EventArchive open(Path folder) throws IOException {
        var file = folder.resolve(MANIFEST);
        if (!Files.exists(file)) {
            return new EventArchive(folder, new Manifest(FORMAT, 0, List.of(), null, false));
        }
        try {
            var manifest = JSON.readValue(Files.readString(file), Manifest.class);
            if (!manifest.format().equals(FORMAT)) {
                throw new Refused("%s is of the format %s.".formatted(file, manifest.format()));
            }
            return new EventArchive(folder, manifest);
        } catch (JacksonException e) {
            throw new Refused("%s cannot be read.".formatted(file), e);
        }
    }

    List<Chunk> chunks() {
        return manifest.chunks();
    }

    /** The position of its last event. */
    long last() {
        return manifest.events();
    }

    void requireComplete() {
        if (!manifest.complete()) {
            throw new Refused(
                    "%s holds no whole export: run the export again to complete it."
                            .formatted(folder));
        }
    }

    /** A last file that is short is written again if there is more to write into it. */
    void dropShortLast(int full, long total) throws IOException {
        var chunks = manifest.chunks();
        if (!chunks.isEmpty() && last() < total) {
            var last = chunks.getLast();
            if (last.last() - last.first() + 1 < full) {
                save(chunks.subList(0, chunks.size() - 1), null, false);
            }
        }
    }

    void add(List<StoredEvent> events) throws IOException {
        var first = last() + 1;
        var file = "events-%012d.ndjson".formatted(first);
        var lines = new StringBuilder();
        for (int i = 0; i < events.size(); i++) {
            lines.append(line(events.get(i), first + i)).append('\n');
        }
        var hash = write(file, lines.toString());
        var chunks = new ArrayList<>(manifest.chunks());
        var before = chunks.isEmpty() ? "" : chunks.getLast().chain();
        chunks.add(
                new Chunk(
                        file,
                        first,
                        first + events.size() - 1,
                        hash,
                        hash((before + hash).getBytes(StandardCharsets.UTF_8))));
        save(chunks, null, false);
    }

    void finish(List<Value> reservations) throws IOException {
        var lines = new StringBuilder();
        for (var value : reservations) {
            lines.append(JSON.writeValueAsString(value)).append('\n');
        }
        save(manifest.chunks(), write(RESERVATIONS, lines.toString()), true);
    }

    private void save(List<Chunk> chunks, @Nullable String reservations, boolean complete)
            throws IOException {
        var events = chunks.isEmpty() ? 0 : chunks.getLast().last();
        manifest = new Manifest(FORMAT, events, List.copyOf(chunks), reservations, complete);
        write(MANIFEST, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(manifest) + "\n");
    }

    /** The file is there with all its bytes on the disk, or is not there. */
    private String write(String name, String content) throws IOException {
        var bytes = content.getBytes(StandardCharsets.UTF_8);
        var part = folder.resolve(name + ".part");
        Files.write(part, bytes);
        try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(
                part,
                folder.resolve(name),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        return hash(bytes);
    }

    /** Events carry their contents as they are stored, not read and written again. */
    private static String line(StoredEvent event, long position) {
        var line = JSON.createObjectNode();
        line.put("position", position);
        line.put("eventId", event.eventId());
        line.put("streamId", event.streamId());
        line.put("version", event.version());
        line.put("type", event.type());
        line.put("revision", event.revision());
        line.put("recordedAt", event.recordedAt().toString());
        var head = line.toString();
        return head.substring(0, head.length() - 1)
                + ",\"metadata\":"
                + event.metadata()
                + ",\"payload\":"
                + event.payload()
                + "}";
    }

    List<StoredEvent> read(Chunk chunk) throws IOException {
        var lines = lines(chunk.file(), chunk.sha256());
        var events = new ArrayList<StoredEvent>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            events.add(event(JSON.readTree(lines.get(i)), chunk.first() + i));
        }
        if (events.size() != chunk.last() - chunk.first() + 1) {
            throw new Refused("%s lacks events.".formatted(chunk.file()));
        }
        return events;
    }

    private static StoredEvent event(JsonNode line, long position) {
        if (line.path("position").asLong() != position) {
            throw new Refused("At position %d stands another event.".formatted(position));
        }
        var stream = line.path("streamId").asString();
        return new StoredEvent(
                line.path("eventId").asString(),
                stream,
                line.path("version").asLong(),
                stream.substring(0, stream.indexOf('-')),
                line.path("type").asString(),
                line.path("revision").asString(),
                line.path("payload").toString(),
                line.path("metadata").toString(),
                Instant.parse(line.path("recordedAt").asString()));
    }

    List<Value> reservations() throws IOException {
        return lines(RESERVATIONS, String.valueOf(manifest.reservations())).stream()
                .map(line -> JSON.readValue(line, Value.class))
                .toList();
    }

    private List<String> lines(String file, String sha256) throws IOException {
        var bytes = Files.readAllBytes(folder.resolve(file));
        if (!hash(bytes).equals(sha256)) {
            throw new Refused(
                    "%s is not what was written: its hash differs."
                            .formatted(folder.resolve(file)));
        }
        return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }

    private void requireChain() {
        var before = "";
        long last = 0;
        for (var chunk : manifest.chunks()) {
            var chain = hash((before + chunk.sha256()).getBytes(StandardCharsets.UTF_8));
            if (!chain.equals(chunk.chain()) || chunk.first() != last + 1) {
                throw new Refused("The manifest was changed at %s.".formatted(chunk.file()));
            }
            before = chain;
            last = chunk.last();
        }
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Comparison compareWith() {
        requireChain();
        return new Comparison();
    }

    /** Holds events of a store against those of the folder, one by one from the first. */
    final class Comparison {

        private final Iterator<Chunk> chunks = chunks().iterator();
        private Iterator<StoredEvent> events = List.<StoredEvent>of().iterator();
        private long seen;

        void next(StoredEvent stored) {
            if (!events.hasNext()) {
                try {
                    events = read(chunks.next()).iterator();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            seen++;
            if (!same(stored, events.next())) {
                throw new Refused(
                        "Event %d is another in %s than in the store.".formatted(seen, folder));
            }
        }

        void requireSeen(long expected) {
            if (seen != expected) {
                throw new Refused("Of %d events %d are there.".formatted(expected, seen));
            }
        }

        private static boolean same(StoredEvent one, StoredEvent other) {
            return one.eventId().equals(other.eventId())
                    && one.streamId().equals(other.streamId())
                    && one.version() == other.version()
                    && one.type().equals(other.type())
                    && one.revision().equals(other.revision())
                    && one.recordedAt().equals(other.recordedAt())
                    && JSON.readTree(one.metadata()).equals(JSON.readTree(other.metadata()))
                    && JSON.readTree(one.payload()).equals(JSON.readTree(other.payload()));
        }
    }
}
