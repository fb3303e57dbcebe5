package nexus.command.transfer;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import nexus.api.CommandResult.Rejected;
import nexus.api.transfer.ImportCommand.RecordProgress;
import nexus.api.transfer.ImportCounts;
import nexus.api.transfer.ImportId;
import nexus.api.transfer.RowError;
import nexus.command.transfer.Draft.CompanyDraft;
import nexus.command.transfer.Draft.ContactDraft;
import nexus.command.transfer.Draft.DealDraft;
import nexus.platform.NewId;
import nexus.platform.decider.CommandContext;
import nexus.platform.decider.Commands;
import nexus.platform.decider.Commands.Part;
import nexus.platform.decider.Reservations;

/**
 * The rows of one file on their way through the commands, some hundred in each transaction.
 *
 * <p>What became of rows is noted in the transaction that stores what they became. So whoever goes
 * on after a crash goes on exactly there, and no row is taken twice.
 */
final class ImportRun {

    private static final int CHUNK = 250;
    private static final String EXTERNAL_ID = "deal.external-id";

    private final ImportId id;
    private final boolean dryRun;
    private final RowPlan plan;
    private final Rows rows;
    private final Known known;
    private final CommandContext context;
    private final Commands commands;
    private final Reservations reservations;
    private final Clock clock;

    /** The external ids of a dry run, which leaves no others behind to be asked for. */
    private final Set<String> claimed = new HashSet<>();

    private int processed;

    /** What is to become of a row. */
    private sealed interface Judged {
        record Wanted(Draft draft) implements Judged {}

        record Skipped() implements Judged {}

        record Failed(List<RowError> errors) implements Judged {}
    }

    ImportRun(
            ImportId id,
            boolean dryRun,
            RowPlan plan,
            Rows rows,
            Known known,
            CommandContext context,
            Commands commands,
            Reservations reservations,
            Clock clock) {
        this.id = id;
        this.dryRun = dryRun;
        this.plan = plan;
        this.rows = rows;
        this.known = known;
        this.context = context;
        this.commands = commands;
        this.reservations = reservations;
        this.clock = clock;
    }

    /** It is not for this run to go on: somebody else did, or the import ended. */
    static final class Overtaken extends RuntimeException {}

    /**
     * Takes the rows that were not processed yet.
     *
     * @param before how many were
     * @param goesOn asked between transactions
     * @return whether all are processed now
     */
    boolean take(CsvFile.Rows source, int before, BooleanSupplier goesOn) throws IOException {
        for (processed = 0; processed < before && source.hasNext(); processed++) {
            source.next();
        }
        while (source.hasNext()) {
            if (!goesOn.getAsBoolean()) {
                return false;
            }
            var chunk = new ArrayList<CsvFile.Row>(CHUNK);
            while (chunk.size() < CHUNK && source.hasNext()) {
                chunk.add(source.next());
            }
            store(judge(chunk));
        }
        return true;
    }

    private List<Judged> judge(List<CsvFile.Row> chunk) {
        var now = clock.instant();
        var judged = new ArrayList<Judged>(chunk.size());
        for (var row : chunk) {
            var cells = new Cells(plan, row);
            var draft = rows.draft(cells, now);
            judged.add(
                    cells.areRight()
                            ? new Judged.Wanted(draft)
                            : new Judged.Failed(List.copyOf(cells.errors())));
        }
        return withoutThoseThatExist(judged);
    }

    private List<Judged> withoutThoseThatExist(List<Judged> judged) {
        var keys = judged.stream().map(ImportRun::keyOf).flatMap(Optional::stream).toList();
        var taken = taken(keys);
        var kept = new ArrayList<Judged>(judged.size());
        for (var one : judged) {
            var key = keyOf(one);
            kept.add(key.isEmpty() || taken.add(key.get()) ? one : new Judged.Skipped());
        }
        if (dryRun) {
            claimed.addAll(keys);
        }
        return kept;
    }

    /** What tells a record that is there already from a new one. */
    private static Optional<String> keyOf(Judged judged) {
        return judged instanceof Judged.Wanted(var draft)
                ? switch (draft) {
                    case DealDraft deal -> Optional.ofNullable(deal.externalId());
                    case CompanyDraft(_, var details) -> Optional.of(Names.key(details.name()));
                    case ContactDraft(_, var details, _) ->
                            Optional.of(Names.key(Objects.requireNonNull(details.email())));
                }
                : Optional.empty();
    }

    private Set<String> taken(List<String> keys) {
        var taken = new HashSet<String>();
        var existing =
                switch (rows) {
                    case Rows.DealRows _ ->
                            keys.isEmpty()
                                    ? Set.<String>of()
                                    : reservations
                                            .holders(organization(), EXTERNAL_ID, keys)
                                            .keySet();
                    case Rows.CompanyRows _ -> known.companies().keySet();
                    case Rows.ContactRows _ -> known.contacts().keySet();
                };
        for (var key : keys) {
            if (existing.contains(key) || claimed.contains(key)) {
                taken.add(key);
            }
        }
        return taken;
    }

    private String organization() {
        return context.actor().organizationId().value();
    }

    /**
     * Stores rows together. If something refuses, half of them each, to find the row it is about.
     */
    private void store(List<Judged> judged) {
        var assembly = new Assembly(known, context, NewId::of);
        judged.forEach(
                one -> {
                    if (one instanceof Judged.Wanted(var draft)) {
                        assembly.add(draft);
                    }
                });
        var refusal = send(assembly, judged);
        if (refusal.isEmpty()) {
            known.add(assembly.fresh());
            processed += judged.size();
        } else if (judged.size() > 1) {
            store(judged.subList(0, judged.size() / 2));
            store(judged.subList(judged.size() / 2, judged.size()));
        } else if (judged.getFirst() instanceof Judged.Wanted(var draft)) {
            store(List.of(failed(draft.line(), refusal.get())));
        } else {
            throw new Overtaken();
        }
    }

    private static Judged failed(int line, Rejected refusal) {
        return new Judged.Failed(List.of(new RowError(line, null, refusal.message())));
    }

    private Optional<Rejected> send(Assembly assembly, List<Judged> judged) {
        var parts = new ArrayList<Part>();
        var created = List.<String>of();
        if (!dryRun) {
            parts.addAll(assembly.parts());
            created = assembly.created();
        }
        parts.add(new Part(progress(judged, created), context));
        return commands.sendAllOrNothing(parts).stream()
                .filter(Rejected.class::isInstance)
                .map(Rejected.class::cast)
                .findFirst();
    }

    private RecordProgress progress(List<Judged> judged, List<String> created) {
        var errors = new ArrayList<RowError>();
        int made = 0;
        int skipped = 0;
        int failed = 0;
        for (var one : judged) {
            switch (one) {
                case Judged.Wanted _ -> made++;
                case Judged.Skipped _ -> skipped++;
                case Judged.Failed(var wrong) -> {
                    failed++;
                    errors.addAll(wrong);
                }
            }
        }
        return new RecordProgress(
                id, processed, new ImportCounts(made, skipped, failed), errors, created);
    }
}
