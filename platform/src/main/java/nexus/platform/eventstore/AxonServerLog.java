package nexus.platform.eventstore;

import io.axoniq.axonserver.connector.AxonServerException;
import io.axoniq.axonserver.connector.ErrorCategory;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessResourceException;

/**
 * Events in Axon Server. While it is away, be it for a restart, everything waits and is tried again
 * for a time, then fails as something that may be tried again later.
 */
final class AxonServerLog implements SourceLog {

    private static final Logger log = LoggerFactory.getLogger(AxonServerLog.class);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final int BUFFER = 1000;

    /** How an error is told apart that comes as a bare answer of the network. */
    private static final Pattern CODE = Pattern.compile("\\[(AXONIQ-\\d+)]");

    /** What stays wrong however often it is tried. */
    private static final Set<ErrorCategory> FOR_GOOD =
            Set.of(
                    ErrorCategory.AUTHENTICATION_TOKEN_MISSING,
                    ErrorCategory.AUTHENTICATION_INVALID_TOKEN,
                    ErrorCategory.EVENT_PAYLOAD_TOO_LARGE);

    private final AxonServerConnectionManager connections;
    private final String servers;
    private final Duration patience;

    AxonServerLog(AxonServerConnectionManager connections, String servers, Duration patience) {
        this.connections = connections;
        this.servers = servers;
        this.patience = patience;
    }

    @Override
    public String name() {
        return "Axon Server at " + servers;
    }

    private EventChannel events() {
        return connections.getConnection().eventChannel();
    }

    /**
     * Appends, and finds out what became of an attempt that nobody answered: events carry their ids
     * from the start, so that one's own are known again.
     */
    @Override
    public void append(List<StoredEvent> events) {
        var unanswered = new boolean[1];
        patiently(
                () -> {
                    try {
                        commit(events);
                    } catch (ConcurrencyException conflict) {
                        if (!unanswered[0] || !isStored(events.getFirst())) {
                            throw conflict;
                        }
                    } catch (Exception failure) {
                        unanswered[0] = true;
                        throw failure;
                    }
                    return true;
                });
    }

    private void commit(List<StoredEvent> events) throws Exception {
        var transaction = events().startAppendEventsTransaction();
        try {
            events.forEach(event -> transaction.appendEvent(AxonServerEvents.toAxonServer(event)));
        } catch (RuntimeException failure) {
            transaction.rollback();
            throw failure;
        }
        answer(transaction.commit());
    }

    private boolean isStored(StoredEvent event) {
        return read(event.streamId(), event.version()).stream()
                .limit(1)
                .anyMatch(stored -> stored.eventId().equals(event.eventId()));
    }

    @Override
    public List<StoredEvent> read(String streamId, long firstVersion) {
        return patiently(
                () -> {
                    var read = new ArrayList<StoredEvent>();
                    var stream = events().openAggregateStream(streamId, firstVersion);
                    while (stream.hasNext()) {
                        read.add(AxonServerEvents.fromAxonServer(stream.next()));
                    }
                    return read;
                });
    }

    @Override
    public long lastVersion(String streamId) {
        return patiently(
                () ->
                        Optional.ofNullable(answer(events().findHighestSequence(streamId)))
                                .orElse(-1L));
    }

    @Override
    public long head() {
        return patiently(() -> Optional.ofNullable(answer(events().getLastToken())).orElse(-1L));
    }

    @Override
    public Feed follow(long index) {
        return new Following(patiently(() -> events().openStream(index, BUFFER)));
    }

    private record Following(EventStream stream) implements Feed {

        @Override
        public @Nullable Placed next(Duration patience) throws InterruptedException {
            var next =
                    patience.isZero()
                            ? stream.nextIfAvailable()
                            : stream.nextIfAvailable(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (next != null) {
                return new Placed(
                        next.getToken(), AxonServerEvents.fromAxonServer(next.getEvent()));
            }
            if (stream.isClosed()) {
                throw new IllegalStateException("The connection to Axon Server was lost");
            }
            return null;
        }

        @Override
        public void close() {
            stream.close();
        }
    }

    private static <T> T answer(Future<T> question) throws Exception {
        try {
            return question.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw translated(e.getCause() instanceof Exception cause ? cause : e);
        } catch (TimeoutException e) {
            question.cancel(true);
            throw e;
        }
    }

    private static Exception translated(Exception failure) {
        return category(failure) == ErrorCategory.INVALID_EVENT_SEQUENCE
                ? new ConcurrencyException("A stream is not where it was believed to be", failure)
                : failure;
    }

    /** What Axon Server says is wrong, if it was Axon Server who said something. */
    private static @Nullable ErrorCategory category(Throwable failure) {
        if (failure instanceof AxonServerException known) {
            return known.getErrorCategory();
        }
        var said = CODE.matcher(String.valueOf(Status.fromThrowable(failure).getDescription()));
        return said.find() ? ErrorCategory.getFromCode(said.group(1)) : null;
    }

    private <T> T patiently(Callable<T> work) {
        var end = System.nanoTime() + patience.toNanos();
        for (var pause = FIRST_PAUSE; ; pause = longer(pause)) {
            try {
                return work.call();
            } catch (ConcurrencyException conflict) {
                throw conflict;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw away(interrupted);
            } catch (Exception failure) {
                var category = category(failure);
                if (failure instanceof IllegalArgumentException wrong) {
                    throw wrong;
                }
                if (System.nanoTime() > end || category != null && FOR_GOOD.contains(category)) {
                    throw away(failure);
                }
                log.debug("Axon Server is asked again in {}", pause, failure);
                pause(pause);
            }
        }
    }

    private void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away(e);
        }
    }

    private static Duration longer(Duration pause) {
        var doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private TransientDataAccessResourceException away(Exception failure) {
        return new TransientDataAccessResourceException(
                "%s gives no answer: %s".formatted(name(), failure.getMessage()), failure);
    }
}
