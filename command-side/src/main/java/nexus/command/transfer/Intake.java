package nexus.command.transfer;

import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import nexus.api.transfer.ImportCommand.StartImport;
import nexus.api.transfer.ImportCommand.UndoImport;
import nexus.api.transfer.ImportId;
import nexus.api.transfer.ImportMapping;
import nexus.api.transfer.ImportSource;
import nexus.command.transfer.ImportJobs.Job;
import nexus.command.transfer.ImportJobs.Task;
import nexus.platform.NewId;
import nexus.platform.eventstore.EventLog;
import nexus.platform.security.CurrentActor;
import nexus.platform.web.CommandEndpoint;
import nexus.platform.web.CommandEndpoint.Answer;
import nexus.platform.web.InvalidRequest;
import nexus.platform.web.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Takes in files to import: whatever is wrong with one as a whole is said before it begins. */
@Component
class Intake {

    /** How long who undoes an import waits for it; then it goes on without them. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CommandEndpoint commands;
    private final ImportJobs jobs;
    private final ImportWorker worker;
    private final EventLog events;
    private final CurrentActor actor;
    private final JsonMapper json;

    Intake(
            CommandEndpoint commands,
            ImportJobs jobs,
            ImportWorker worker,
            EventLog events,
            CurrentActor actor,
            JsonMapper json) {
        this.commands = commands;
        this.jobs = jobs;
        this.worker = worker;
        this.events = events;
        this.actor = actor;
        this.json = json;
    }

    /** Begins an import, or says what is wrong with its file or its mapping. */
    ResponseEntity<Answer> take(
            @Nullable MultipartFile file, @Nullable Part mappingPart, boolean dryRun) {
        try {
            var given = present("file", file);
            var mapping = mapping(present("mapping", mappingPart));
            var source = source(given, mapping);
            var id = new ImportId(NewId.of(ImportId.PREFIX));
            var start = new StartImport(id, source, mapping, dryRun);
            var answer = commands.begin(start, () -> store(id, given));
            worker.wake();
            return answer;
        } catch (CsvFile.Unreadable e) {
            throw new InvalidRequest("file", e.code(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("An upload could not be read", e);
        }
    }

    private void store(ImportId id, MultipartFile file) {
        try (var bytes = file.getInputStream()) {
            jobs.add(new Job(id, Task.IMPORT, actor.get()), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("An upload could not be read", e);
        }
    }

    private static <T> T present(String part, @Nullable T given) {
        if (given == null) {
            throw new InvalidRequest(part, "missing", "is a part that the form must have");
        }
        return given;
    }

    private ImportMapping mapping(Part part) throws IOException {
        try (var in = part.getInputStream()) {
            var mapping = json.readValue(in.readAllBytes(), ImportMapping.class);
            if (mapping == null || mapping.resource() == null) {
                throw new InvalidRequest("mapping.resource", "missing", "is required");
            }
            requireTexts("columns", mapping.columns());
            requireTexts("templates", mapping.templates());
            requireTexts("defaults", mapping.defaults());
            return mapping;
        } catch (UnrecognizedPropertyException e) {
            throw new InvalidRequest(path(e), "unknown", "is not a known field");
        } catch (JacksonException e) {
            throw new InvalidRequest(path(e), "malformed", "has the wrong type or form");
        }
    }

    @SuppressWarnings("NullAway") // what comes from outside may have nulls where none are promised
    private static void requireTexts(String field, Map<String, String> texts) {
        texts.forEach(
                (name, text) -> {
                    if (text == null) {
                        throw new InvalidRequest(
                                "mapping." + field + "." + name, "missing", "must be a text");
                    }
                });
    }

    private static String path(JacksonException e) {
        var path = new StringBuilder("mapping");
        for (var step : e.getPath()) {
            if (step.getPropertyName() != null) {
                path.append('.').append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    /**
     * Reads all of the file once, so that nothing of a file begins that cannot be read to its end.
     */
    private ImportSource source(MultipartFile upload, ImportMapping mapping) throws IOException {
        var file = CsvFile.open(upload::getInputStream, RowPlan.columnsOf(mapping));
        var plan = RowPlan.of(mapping, file.header());
        Rows.of(mapping, plan, actor.get().organizationId(), events);
        var rows = file.countRows();
        if (rows == 0) {
            throw new CsvFile.Unreadable("empty", "has a header and no rows");
        }
        return new ImportSource(
                nameOf(upload),
                file.encoding().charset().name(),
                String.valueOf(file.delimiter()),
                rows);
    }

    private static String nameOf(MultipartFile upload) {
        var given = upload.getOriginalFilename();
        var name = given == null ? "" : given.replaceAll(".*[/\\\\]|[\\p{Cntrl}\\p{Cs}]", "");
        return name.isBlank() ? "file.csv" : name.substring(0, Math.min(200, name.length()));
    }

    /** Takes back what an import made, and answers when it is done, or goes on for too long. */
    ResponseEntity<Answer> undo(ImportId id) {
        var begun =
                commands.changeTogether(
                        List.of(new UndoImport(id)),
                        () -> jobs.add(new Job(id, Task.UNDO, actor.get())));
        worker.wake();
        worker.await(id, PATIENCE);
        try {
            return commands.change(
                    new UndoImport(id)); // changes nothing, and tells the version now
        } catch (Refused changedSinceTheVersionAskedFor) {
            return begun;
        }
    }
}
