package nexus.command.transfer;

import java.util.List;
import nexus.api.CommandResult;
import nexus.api.CommandResult.Accepted;
import nexus.api.CommandResult.Rejected;
import org.jspecify.annotations.Nullable;

/**
 * What became of a change of many records.
 *
 * @param done how many are as they should be now; in a rehearsal, how many would be
 * @param refused how many are not
 * @param records each of them, in the order they were named
 */
record BulkAnswer(boolean dryRun, int done, int refused, List<Outcome> records) {

    static BulkAnswer of(boolean dryRun, List<Outcome> records) {
        var refused = (int) records.stream().filter(one -> one.code() != null).count();
        return new BulkAnswer(dryRun, records.size() - refused, refused, records);
    }

    /**
     * One record.
     *
     * @param version that it has now; null if it was refused, or if this is a rehearsal
     * @param code why it was refused, or null
     * @param detail the same as a sentence, or null
     */
    record Outcome(
            String id, @Nullable Long version, @Nullable String code, @Nullable String detail) {

        static Outcome of(String id, List<CommandResult> results, boolean dryRun) {
            return switch (results.getLast()) {
                case Accepted accepted ->
                        new Outcome(id, dryRun ? null : accepted.version(), null, null);
                case Rejected rejected ->
                        new Outcome(id, null, rejected.code(), rejected.message());
            };
        }
    }
}
