package nexus.command.document;

import java.io.IOException;
import java.util.List;
import nexus.api.CommandResult.Accepted;
import nexus.api.CommandResult.Rejected;
import nexus.api.Rejection;
import nexus.api.document.DocumentCommand;
import nexus.api.document.DocumentCommand.RejectDocument;
import nexus.api.document.DocumentCommand.ReleaseDocument;
import nexus.api.identity.Role;
import nexus.command.document.Quarantine.Suspect;
import nexus.command.document.VirusScanner.Finding;
import nexus.platform.blob.BlobGarbage;
import nexus.platform.blob.BlobStore;
import nexus.platform.decider.CommandContext;
import nexus.platform.decider.Commands;
import nexus.platform.decider.Commands.Part;
import nexus.platform.security.Actor;
import nexus.platform.work.DueList;
import nexus.platform.work.Lease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Looks at what is in quarantine and lets it out, or destroys it. What cannot be looked at stays
 * where it is: nothing is available that nobody has found clean.
 */
@Component
class DocumentChecks implements DueList {

    static final String NAME = "document-checks";

    private static final Logger log = LoggerFactory.getLogger(DocumentChecks.class);

    private final Quarantine quarantine;
    private final BlobStore blobs;
    private final BlobGarbage garbage;
    private final VirusScanner scanner;
    private final Commands commands;

    DocumentChecks(
            Quarantine quarantine,
            BlobStore blobs,
            BlobGarbage garbage,
            VirusScanner scanner,
            Commands commands) {
        this.quarantine = quarantine;
        this.blobs = blobs;
        this.garbage = garbage;
        this.scanner = scanner;
        this.commands = commands;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int atATime() {
        return 2;
    }

    @Override
    public List<String> due(int atMost) {
        return quarantine.due(atMost);
    }

    @Override
    public void work(String blob, Lease lease) {
        quarantine.find(blob).ifPresent(this::check);
    }

    private void check(Suspect suspect) {
        Finding finding;
        try (var bytes = blobs.open(suspect.key())) {
            finding = scanner.scan(bytes);
        } catch (IOException away) {
            log.warn("{} stays in quarantine: {}", suspect.documentId(), away.toString());
            quarantine.postpone(suspect.blob(), away.toString());
            return;
        }
        switch (finding) {
            case Finding.Clean _ -> release(suspect);
            case Finding.Infected(var name) -> destroy(suspect, name + " was found in it.");
            case Finding.TooLarge _ ->
                    destroy(suspect, "It is larger than the virus scanner looks at.");
        }
    }

    private void release(Suspect suspect) {
        var release = new ReleaseDocument(suspect.documentId(), suspect.blob(), scanner.name());
        settle(suspect, release, () -> quarantine.letGo(suspect.blob()));
    }

    private void destroy(Suspect suspect, String reason) {
        var reject = new RejectDocument(suspect.documentId(), suspect.blob(), reason);
        settle(suspect, reject, () -> forget(suspect));
        garbage.collect();
    }

    private void forget(Suspect suspect) {
        quarantine.letGo(suspect.blob());
        garbage.add(suspect.key());
    }

    /** Tells what was found, and is done with it in the same transaction. */
    private void settle(Suspect suspect, DocumentCommand command, Runnable done) {
        var part = new Part(command, context(suspect));
        switch (commands.sendAllOrNothing(List.of(part), done).getFirst()) {
            case Accepted _ -> {}
            case Rejected rejected when rejected.kind() == Rejection.Kind.NOT_FOUND ->
                    forget(suspect); // there never came to be a document of it
            case Rejected(_, var code, _, _) when code.equals("record.archived") ->
                    quarantine.suspend(suspect.documentId());
            case Rejected refused -> quarantine.postpone(suspect.blob(), refused.toString());
        }
    }

    private static CommandContext context(Suspect suspect) {
        var check =
                new Actor(
                        Actor.Kind.SYSTEM,
                        NAME,
                        "Document check",
                        suspect.organizationId(),
                        Role.OWNER);
        return CommandContext.of(check, suspect.correlationId());
    }
}
