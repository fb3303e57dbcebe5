package nexus.query.document;

import java.io.IOException;
import java.util.List;
import nexus.platform.blob.BlobStore;
import nexus.platform.blob.Incoming;
import nexus.platform.projection.RowListener;
import nexus.platform.web.TooLarge;
import nexus.platform.work.DueList;
import nexus.platform.work.Lease;
import nexus.query.document.ReadText.Outcome;
import nexus.query.document.TextsDue.Unread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Reads the text of documents, so that search finds them by it; one after the other. */
@Component
class DocumentTexts implements DueList {

    private static final Logger log = LoggerFactory.getLogger(DocumentTexts.class);

    /** Of what is larger, only the name is found. */
    private static final long LARGEST = 50_000_000;

    /** Who has taken a node down so often will do it again. */
    private static final int MOST_ATTEMPTS = 3;

    private final TextsDue due;
    private final BlobStore blobs;
    private final Incoming incoming;
    private final TextReader reader;
    private final Documents view;
    private final ObjectProvider<RowListener> listeners;

    DocumentTexts(
            TextsDue due,
            BlobStore blobs,
            Incoming incoming,
            TextReader reader,
            Documents view,
            ObjectProvider<RowListener> listeners) {
        this.due = due;
        this.blobs = blobs;
        this.incoming = incoming;
        this.reader = reader;
        this.view = view;
        this.listeners = listeners;
    }

    @Override
    public String name() {
        return "document-texts";
    }

    @Override
    public List<String> due(int atMost) {
        return due.due(atMost);
    }

    @Override
    public void work(String blob, Lease lease) throws IOException {
        var found = due.find(blob);
        if (found.isPresent()) {
            var unread = found.get();
            lease.guard(() -> due.begin(unread));
            var read =
                    unread.attempts() >= MOST_ATTEMPTS
                            ? ReadText.none(Outcome.UNREADABLE)
                            : read(unread);
            lease.guard(() -> keep(unread, read));
        }
    }

    private ReadText read(Unread unread) throws IOException {
        try (var bytes = blobs.open(unread.key());
                var file = incoming.receive(bytes, LARGEST)) {
            return reader.read(file.file());
        } catch (TooLarge _) {
            return ReadText.none(Outcome.TOO_LARGE);
        }
    }

    /** Whoever indexes documents hears of it as of any other change. */
    private void keep(Unread unread, ReadText read) {
        due.done(unread, read);
        if (read.outcome() != Outcome.READ) {
            log.info("No text of {}: {}", unread.documentId(), read.outcome());
        }
        var changed = List.of(unread.documentId().value());
        listeners.forEach(listener -> listener.changed(view, changed, 0));
    }
}
