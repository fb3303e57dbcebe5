package nexus.command.transfer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import nexus.api.Command;
import nexus.api.transfer.ImportCommand.CompleteImport;
import nexus.api.transfer.ImportCommand.CompleteUndo;
import nexus.api.transfer.ImportCommand.FailImport;
import nexus.api.transfer.ImportId;
import nexus.command.transfer.ImportJobs.Claim;
import nexus.command.transfer.ImportJobs.Job;
import nexus.command.transfer.ImportJobs.Task;
import nexus.platform.SharedClock;
import nexus.platform.decider.CommandContext;
import nexus.platform.decider.Commands;
import nexus.platform.decider.Reservations;
import nexus.platform.eventstore.EventLog;
import nexus.platform.security.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Works off imports in the background, a few at a time. Each is worked on by one node; what a node
 * leaves undone, however it ended, another or its successor takes up where it stands.
 */
@Component
class ImportWorker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ImportWorker.class);
    private static final int AT_A_TIME = 2;
    private static final int MOST_FAULTS = 3;

    /** How soon work that another node left is noticed. */
    private static final Duration IDLE = Duration.ofSeconds(2);

    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(10);

    private final ImportJobs jobs;
    private final Commands commands;
    private final Reservations reservations;
    private final EventLog events;
    private final SharedClock clock;
    private final Map<ImportId, CompletableFuture<Void>> active = new ConcurrentHashMap<>();
    private final Map<ImportId, Integer> faults = new ConcurrentHashMap<>();
    private final Map<ImportId, Instant> notBefore = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(AT_A_TIME);
    private final Semaphore news = new Semaphore(0);
    private volatile boolean running;
    private volatile CompletableFuture<Void> watching = CompletableFuture.completedFuture(null);

    ImportWorker(
            ImportJobs jobs,
            Commands commands,
            Reservations reservations,
            EventLog events,
            SharedClock clock) {
        this.jobs = jobs;
        this.commands = commands;
        this.reservations = reservations;
        this.events = events;
        this.clock = clock;
    }

    /** Something is to be done. */
    void wake() {
        news.release();
    }

    /** Waits until a job is done, but not for ever. */
    void await(ImportId id, Duration atMost) {
        var end = clock.instant().plus(atMost);
        try {
            while (clock.instant().isBefore(end) && isWaiting(id)) {
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isWaiting(ImportId id) {
        return jobs.waiting().stream().anyMatch(job -> job.importId().equals(id));
    }

    private void watch() {
        while (running) {
            try {
                jobs.waiting().forEach(this::begin);
            } catch (RuntimeException e) {
                log.warn("Imports have to wait: {}", e.getMessage());
            }
            awaitNews();
        }
    }

    private void awaitNews() {
        try {
            if (news.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS)) {
                news.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin(Job job) {
        var id = job.importId();
        if (active.containsKey(id)
                || clock.instant().isBefore(notBefore.getOrDefault(id, Instant.MIN))
                || !places.tryAcquire()) {
            return;
        }
        try {
            jobs.claim(id).ifPresentOrElse(claim -> begin(job, claim), places::release);
        } catch (RuntimeException e) {
            places.release();
            throw e;
        }
    }

    private void begin(Job job, Claim claim) {
        var done = new CompletableFuture<Void>();
        active.put(job.importId(), done);
        Thread.ofVirtual().name(job.importId().value()).start(() -> work(job, claim, done));
    }

    private void work(Job job, Claim claim, CompletableFuture<Void> done) {
        try (claim) {
            work(job);
        } catch (ImportRun.Overtaken | UndoRun.Interrupted e) {
            log.info("{} is left to others", job.importId());
        } catch (DataAccessException | TransactionException | UncheckedIOException outage) {
            notBefore.put(job.importId(), clock.instant().plus(AFTER_A_FAILURE));
            log.warn("{} goes on later: {}", job.importId(), outage.getMessage());
        } catch (RuntimeException | IOException fault) {
            log.error("{} failed", job.importId(), fault);
            tryAgainOrGiveUp(job);
        } finally {
            active.remove(job.importId());
            places.release();
            done.complete(null);
            wake();
        }
    }

    private void work(Job job) throws IOException {
        var history = ImportHistory.of(events, job.importId(), job.actor());
        var finished =
                switch (job.task()) {
                    case IMPORT -> history.isRunning() ? load(job, history) : true;
                    case UNDO -> history.isUndoing() ? takeBack(job, history) : true;
                };
        if (finished) {
            jobs.remove(job.importId());
        }
    }

    private boolean load(Job job, ImportHistory history) throws IOException {
        var bytes = jobs.file(job.importId());
        var started = history.started();
        var mapping = started.mapping();
        var file =
                CsvFile.reopen(
                        () -> new ByteArrayInputStream(bytes),
                        started.source().delimiter().charAt(0));
        var plan = RowPlan.of(mapping, file.header());
        var organization = job.actor().organizationId();
        var run =
                new ImportRun(
                        job.importId(),
                        started.dryRun(),
                        plan,
                        Rows.of(mapping, plan, organization, events),
                        Known.of(events, organization, plan),
                        context(job),
                        commands,
                        reservations,
                        clock);
        try (var rows = file.dataRows()) {
            if (!run.take(rows, history.processed(), () -> running)) {
                return false;
            }
        }
        send(job, new CompleteImport(job.importId()));
        return true;
    }

    private boolean takeBack(Job job, ImportHistory history) {
        var undo = new UndoRun(history.created(), context(job), commands, events);
        send(job, new CompleteUndo(job.importId(), undo.takeBack(() -> running)));
        return true;
    }

    /** Something unforeseen: it may have been a conflict with somebody, or it may be a bug. */
    private void tryAgainOrGiveUp(Job job) {
        var id = job.importId();
        if (faults.merge(id, 1, Integer::sum) < MOST_FAULTS) {
            return;
        }
        notBefore.put(id, clock.instant().plus(AFTER_A_FAILURE));
        if (job.task() == Task.IMPORT) {
            try {
                send(job, new FailImport(id, "Something went wrong on our side; it was logged."));
                jobs.remove(id);
            } catch (RuntimeException e) {
                log.error("{} could not be ended; it is tried again", id, e);
            }
        }
    }

    private void send(Job job, Command command) {
        commands.send(command, context(job));
    }

    /** On behalf of whoever asked for it, and all under the import's name. */
    private static CommandContext context(Job job) {
        return CommandContext.of(
                job.actor().through(Actor.Kind.IMPORT, null), job.importId().value());
    }

    @Override
    public void start() {
        running = true;
        var ended = new CompletableFuture<Void>();
        watching = ended;
        Thread.ofVirtual()
                .name("imports")
                .start(
                        () -> {
                            try {
                                watch();
                            } finally {
                                ended.complete(null);
                            }
                        });
    }

    /** Lets every run end its transaction; the rest is taken up at the next start. */
    @Override
    public void stop() {
        running = false;
        wake();
        watching.join();
        active.values().forEach(CompletableFuture::join);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
