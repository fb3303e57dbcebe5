package nexus.command.document;

import static nexus.command.document.DocumentDeciderTest.AVAILABLE;
import static nexus.command.document.DocumentDeciderTest.ID;
import static nexus.command.document.DocumentDeciderTest.RELEASE;
import static nexus.command.document.DocumentDeciderTest.SECOND;
import static nexus.command.document.DocumentDeciderTest.UPLOAD;
import static nexus.command.document.DocumentDeciderTest.UPLOADED;

import nexus.api.RecordRejection.NotFound;
import nexus.api.document.DocumentCommand.ReleaseDocument;
import nexus.command.testing.Actors;
import nexus.platform.decider.OnAxon;
import org.junit.jupiter.api.Test;

class DocumentOnAxonTest {

    private final OnAxon axon =
            OnAxon.hosting(new DocumentConfiguration().documents(), Actors.OWNER);

    @Test
    void the_first_event_begins_the_stream() {
        axon.when(UPLOAD).thenAccepted(ID.value(), 0, true, UPLOADED);
    }

    @Test
    void later_ones_follow_on_what_is_there() {
        axon.given(UPLOADED).when(RELEASE).thenAccepted(ID.value(), 1, false, AVAILABLE);
    }

    @Test
    void what_is_so_already_is_accepted_without_an_event() {
        axon.given(UPLOADED, AVAILABLE).when(RELEASE).thenAccepted(ID.value(), 1, false);
    }

    @Test
    void a_refusal_comes_back_as_a_value() {
        axon.given(UPLOADED)
                .when(new ReleaseDocument(ID, SECOND, "clamd"))
                .thenRejected(new NotFound(ID.value()));
    }

    @Test
    void the_document_of_strangers_is_not_there() {
        axon.givenOfStrangers(UPLOADED).when(RELEASE).thenRejected(new NotFound(ID.value()));
    }
}
