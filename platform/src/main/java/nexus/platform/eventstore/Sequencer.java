package nexus.platform.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import nexus.platform.FullDisk;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Gives every committed event its position, densely, in rounds: what is visible now and was not
 * before comes next.
 *
 * <p>A sequence drawn in the append transaction cannot be the order to read by, as transactions
 * commit in another order than they draw: a reader that passed number 7 would never see a 6 that
 * commits later. One node does the rounds.
 */
@Component
@ConditionalOnProperty(name = "nexus.event-store", havingValue = "postgres", matchIfMissing = true)
class Sequencer implements SmartLifecycle, Ordering, Election.Candidate {

    /** A round costs much the same for one event as for a hundred: let some gather. */
    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(2);

    static final long LEADERSHIP = 0x4e58_5553_5345_5131L; // any constant of our own
    private static final int MOST_PER_ROUND = 10_000;

    private final Tail tail;
    private final Election election;
    private volatile @Nullable String trouble = "the sequencer has not begun";

    Sequencer(DataSource database, Tail tail) {
        this.tail = tail;
        this.election = new Election("sequencer", LEADERSHIP, database, tail, this);
    }

    @Override
    public void lead(Connection connection) throws SQLException, InterruptedException {
        try (var rounds = new SequencerRounds(connection, MOST_PER_ROUND)) {
            tail.advancedTo(rounds.position());
            while (isRunning()) {
                var began = System.nanoTime();
                var given = rounds.next();
                trouble = null;
                tail.advancedTo(rounds.position());
                if (given < MOST_PER_ROUND) {
                    LockSupport.parkNanos(BETWEEN_ROUNDS.toNanos() - (System.nanoTime() - began));
                    tail.awaitAppend(Election.IDLE);
                }
            }
        }
    }

    @Override
    public void following() {
        trouble = null;
    }

    @Override
    public void failed(Exception failure) {
        trouble =
                FullDisk.isCauseOf(failure)
                        ? "the disk of the database is full"
                        : "the sequencer has no connection";
    }

    @Override
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    @Override
    public void start() {
        election.start();
    }

    @Override
    public void stop() {
        election.stop();
    }

    @Override
    public boolean isRunning() {
        return election.isRunning();
    }

    /** Before anybody reads events, and until everybody has stopped. */
    @Override
    public int getPhase() {
        return -1000;
    }
}
