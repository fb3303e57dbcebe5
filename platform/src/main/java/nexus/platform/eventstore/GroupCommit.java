package nexus.platform.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.sql.DataSource;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores what comes at the same moment in one transaction, with one round trip and one flush to the
 * disk, and an outcome for each.
 *
 * <p>Nobody waits for company: who finds nobody writing takes along what has queued up and writes
 * it on its own thread; who finds somebody queues, and is served by the next.
 */
final class GroupCommit {

    private static final int MOST_TOGETHER = 256;

    private static final String APPEND =
            "select unit, why from append_events(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";
    private static final String EVENTS_ONLY = APPEND + ", '{}'".repeat(19) + ")";
    private static final String EVERYTHING = APPEND + ", ?".repeat(19) + ")";

    /** What the database says when a claim cannot be had; the detail is the number of the claim. */
    private static final String TAKEN = "NX001";

    private final DataSource database;
    private final SQLExceptionTranslator translator;
    private final TransactionTemplate transactions;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();

    /**
     * One at a time: what comes while the disk is waited for goes together. A second would halve
     * the company, and its commits would only queue for the log of the first.
     */
    private final Semaphore writer = new Semaphore(1);

    GroupCommit(DataSource database, TransactionTemplate transactions) {
        this.database = database;
        this.translator = new SQLErrorCodeSQLExceptionTranslator(database);
        this.transactions = transactions;
    }

    /** Why an append was refused by the database. */
    private record Refusal(String why, int what) {}

    private static final class Waiting {
        private final Append append;
        private final Thread thread = Thread.currentThread();
        private @Nullable RuntimeException failure;
        private volatile boolean taken;
        private volatile boolean done;

        Waiting(Append append) {
            this.append = append;
        }

        void finish(@Nullable RuntimeException outcome) {
            failure = outcome;
            done = true;
            if (thread != Thread.currentThread()) {
                LockSupport.unpark(thread);
            }
        }
    }

    /**
     * Stores an append durably, in the company of others or alone.
     *
     * @throws ConcurrencyException if one of its streams is not where the append believes it to be
     * @throws Append.AlreadyAnswered if its key was answered before
     */
    void store(Append append) {
        if (append.besides().isEmpty()) {
            storeInCompany(append);
        } else {
            storeWith(append, append.besides());
        }
    }

    private void storeInCompany(Append append) {
        var own = new Waiting(append);
        queue.add(own);
        boolean interrupted = false;
        while (!own.done) {
            interrupted |= Thread.interrupted(); // it may be stored already, and others with it
            if (!own.taken && writer.tryAcquire()) {
                write();
            } else {
                LockSupport.park(this);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (own.failure != null) {
            throw own.failure;
        }
    }

    /** Writes what has queued up, then sees to it that somebody writes what has come since. */
    private void write() {
        try {
            var together = new ArrayList<Waiting>();
            for (var next = queue.poll();
                    next != null;
                    next = together.size() < MOST_TOGETHER ? queue.poll() : null) {
                next.taken = true;
                together.add(next);
            }
            if (!together.isEmpty()) {
                write(together);
            }
        } finally {
            writer.release();
            var next = queue.peek();
            if (next != null) {
                LockSupport.unpark(next.thread);
            }
        }
    }

    private void write(List<Waiting> together) {
        List<@Nullable Refusal> refusals;
        try {
            refusals = appendAtOnce(together.stream().map(waiting -> waiting.append).toList());
        } catch (RuntimeException | Error failure) {
            if (together.size() > 1 && isNothingStored(failure)) {
                together.forEach(this::writeAlone);
            } else {
                together.forEach(waiting -> waiting.finish(translated(failure)));
            }
            return;
        }
        for (int i = 0; i < together.size(); i++) {
            var waiting = together.get(i);
            var refusal = refusals.get(i);
            if (refusal != null && together.size() > 1) {
                writeAlone(waiting); // what stood in its way may not have been stored itself
            } else {
                waiting.finish(refusal == null ? null : reason(waiting.append, refusal));
            }
        }
    }

    /** The server has said no. If it says nothing any more, it may have stored them all. */
    private static boolean isNothingStored(Throwable failure) {
        return failure.getCause() instanceof PSQLException refused
                && refused.getServerErrorMessage() instanceof ServerErrorMessage message
                && "ERROR".equals(message.getSeverity());
    }

    private void writeAlone(Waiting waiting) {
        write(List.of(waiting));
    }

    private void storeWith(Append append, List<Runnable> besides) {
        try {
            transactions.executeWithoutResult(
                    _ -> {
                        var refusal = appendWithin(append);
                        if (refusal != null) {
                            throw reason(append, refusal);
                        }
                        besides.forEach(Runnable::run);
                    });
        } catch (RuntimeException failure) {
            throw translated(failure);
        }
    }

    private static RuntimeException translated(Throwable failure) {
        return switch (failure) {
            case DuplicateKeyException taken
                    when String.valueOf(taken.getMessage()).contains("event_stream_id_version") ->
                    new ConcurrencyException("A stream was appended to in the meantime", taken);
            case RuntimeException other -> other;
            default -> new TransientDataAccessResourceException("An append failed", failure);
        };
    }

    private static RuntimeException reason(Append append, Refusal refusal) {
        return switch (refusal.why()) {
            case "moved" -> new ConcurrencyException("A stream is not where it was believed to be");
            case "answered" -> new Append.AlreadyAnswered();
            case TAKEN -> append.claims().get(refusal.what()).ifTaken().get();
            default -> new IllegalStateException("Refused for " + refusal.why());
        };
    }

    /**
     * One refusal, or none, for each append, in their order. Always over a connection of its own:
     * what others append is no part of a transaction that happens to be open here.
     */
    private List<@Nullable Refusal> appendAtOnce(List<Append> together) {
        try (var connection = database.getConnection()) {
            return append(connection, together);
        } catch (SQLException failure) {
            throw translated(failure);
        }
    }

    private @Nullable Refusal appendWithin(Append append) {
        var connection = DataSourceUtils.getConnection(database);
        try {
            return append(connection, List.of(append)).getFirst();
        } catch (SQLException failure) {
            throw translated(failure);
        } finally {
            DataSourceUtils.releaseConnection(connection, database);
        }
    }

    private RuntimeException translated(SQLException failure) {
        var translated = translator.translate("append", APPEND, failure);
        return translated == null
                ? new UncategorizedSQLException("append", APPEND, failure)
                : translated;
    }

    private static List<@Nullable Refusal> append(Connection connection, List<Append> together)
            throws SQLException {
        var rows = new Rows(together);
        var refusals = new ArrayList<@Nullable Refusal>();
        together.forEach(_ -> refusals.add(null));
        try (var statement =
                connection.prepareStatement(rows.areEventsOnly() ? EVENTS_ONLY : EVERYTHING)) {
            rows.fill(connection, statement);
            try (var refused = statement.executeQuery()) {
                while (refused.next()) {
                    refusals.set(refused.getInt(1), new Refusal(refused.getString(2), 0));
                }
            }
        } catch (PSQLException refused) {
            if (together.size() > 1 || !TAKEN.equals(refused.getSQLState())) {
                throw refused;
            }
            var message = Objects.requireNonNull(refused.getServerErrorMessage());
            var claim = Integer.parseInt(Objects.requireNonNull(message.getDetail()));
            return List.of(new Refusal(TAKEN, claim));
        }
        return refusals;
    }

    private record Of<T>(int unit, T row) {}

    /** Appends as columns: arrays of them are what one statement takes. */
    private static final class Rows {

        private final List<Of<Append.Event>> beginnings = new ArrayList<>();
        private final List<Of<Append.Event>> events = new ArrayList<>();
        private final List<Of<Append.Answer>> answers = new ArrayList<>();
        private final List<Of<Append.Value>> claims = new ArrayList<>();
        private final List<Integer> claimNumbers = new ArrayList<>();
        private final List<Of<Append.Value>> releases = new ArrayList<>();

        Rows(List<Append> together) {
            for (int unit = 0; unit < together.size(); unit++) {
                add(unit, together.get(unit));
            }
        }

        private void add(int unit, Append append) {
            append.beginnings().forEach(event -> beginnings.add(new Of<>(unit, event)));
            append.events().forEach(event -> events.add(new Of<>(unit, event)));
            var answer = append.answer();
            if (answer != null) {
                answers.add(new Of<>(unit, answer));
            }
            for (int i = 0; i < append.claims().size(); i++) {
                claims.add(new Of<>(unit, append.claims().get(i).value()));
                claimNumbers.add(i);
            }
            append.releases().forEach(value -> releases.add(new Of<>(unit, value)));
        }

        boolean areEventsOnly() {
            return answers.isEmpty() && claims.isEmpty() && releases.isEmpty();
        }

        void fill(Connection connection, PreparedStatement statement) throws SQLException {
            var to = new Columns(connection, statement);
            to.units(beginnings);
            to.texts(beginnings, Append.Event::streamId);
            to.numbers(beginnings, event -> event.version() - 1);
            to.units(events);
            to.texts(events, Append.Event::eventId);
            to.texts(events, Append.Event::streamId);
            to.numbers(events, Append.Event::version);
            to.texts(events, Append.Event::type);
            to.texts(events, Append.Event::revision);
            to.texts(events, Append.Event::payload);
            to.texts(events, Append.Event::metadata);
            to.texts(events, Append.Event::organizationId);
            to.texts(events, Append.Event::occurredAt);
            if (areEventsOnly()) {
                return;
            }
            to.units(answers);
            to.texts(answers, Append.Answer::organizationId);
            to.texts(answers, Append.Answer::actorId);
            to.texts(answers, Append.Answer::key);
            to.texts(answers, Append.Answer::requestHash);
            to.texts(answers, Append.Answer::streamId);
            to.numbers(answers, Append.Answer::version);
            to.texts(answers, answer -> Boolean.toString(answer.created()));
            to.units(claims);
            to.add("int4", claimNumbers.toArray(Integer[]::new));
            values(to, claims);
            to.units(releases);
            values(to, releases);
        }

        private static void values(Columns to, List<Of<Append.Value>> values) throws SQLException {
            to.texts(values, Append.Value::scope);
            to.texts(values, Append.Value::kind);
            to.texts(values, Append.Value::value);
            to.texts(values, Append.Value::streamId);
        }
    }

    /** The parameters of a statement, one array after the other. */
    private static final class Columns {

        private final Connection connection;
        private final PreparedStatement statement;
        private int column;

        Columns(Connection connection, PreparedStatement statement) {
            this.connection = connection;
            this.statement = statement;
        }

        <T> void units(List<Of<T>> rows) throws SQLException {
            var units = new Integer[rows.size()];
            for (int i = 0; i < units.length; i++) {
                units[i] = rows.get(i).unit();
            }
            add("int4", units);
        }

        <T> void texts(List<Of<T>> rows, Function<T, @Nullable String> text) throws SQLException {
            @Nullable String[] texts = new @Nullable String[rows.size()];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = text.apply(rows.get(i).row());
            }
            add("text", texts);
        }

        <T> void numbers(List<Of<T>> rows, Function<T, Long> number) throws SQLException {
            var numbers = new Long[rows.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = number.apply(rows.get(i).row());
            }
            add("int8", numbers);
        }

        void add(String type, @Nullable Object[] values) throws SQLException {
            statement.setArray(++column, connection.createArrayOf(type, values));
        }
    }
}
