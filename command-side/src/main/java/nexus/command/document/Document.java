package nexus.command.document;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import nexus.api.document.BlobId;
import nexus.api.document.DocumentEvent.DocumentUploaded;

/** What must be remembered about a document in order to decide. */
sealed interface Document {

    /** Nobody uploaded it yet. */
    record Absent() implements Document {}

    /**
     * One with versions, the first of which is number 1.
     *
     * @param uploaded how it began, so that uploading it once more can be told from another
     */
    record Kept(DocumentUploaded uploaded, List<Version> versions) implements Document {

        static Kept of(DocumentUploaded uploaded) {
            return new Kept(uploaded, List.of()).with(uploaded.file().blob());
        }

        Kept with(BlobId blob) {
            var more = new ArrayList<>(versions);
            more.add(new Version(blob, Verdict.NONE_YET));
            return new Kept(uploaded, List.copyOf(more));
        }

        /** Any history folds: a verdict on a version that there is not changes nothing. */
        Kept judged(int number, Verdict verdict) {
            if (number > versions.size()) {
                return this;
            }
            var after = new ArrayList<>(versions);
            after.set(number - 1, new Version(versions.get(number - 1).blob(), verdict));
            return new Kept(uploaded, List.copyOf(after));
        }

        /** Which version has these bytes. */
        OptionalInt numberOf(BlobId blob) {
            for (int i = 0; i < versions.size(); i++) {
                if (versions.get(i).blob().equals(blob)) {
                    return OptionalInt.of(i + 1);
                }
            }
            return OptionalInt.empty();
        }

        boolean isAwaitingVerdict(int number) {
            return versions.get(number - 1).verdict() == Verdict.NONE_YET;
        }

        boolean isAvailable() {
            return versions.stream().anyMatch(version -> version.verdict() == Verdict.CLEAN);
        }
    }

    /** Put away; restoring brings it back as it was. */
    record Archived(Kept before) implements Document {}

    /** The bytes of a version, and what became of them. */
    record Version(BlobId blob, Verdict verdict) {}

    /** What the check of a version came to. */
    enum Verdict {
        NONE_YET,
        CLEAN,
        REJECTED
    }
}
