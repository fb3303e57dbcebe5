package nexus.command.project;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import nexus.api.CommandResult;
import nexus.api.CommandResult.Accepted;
import nexus.api.CommandResult.Rejected;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.ShowroomId;
import nexus.api.project.ProjectNumber;
import nexus.api.project.ProjectRejection.NumberTaken;
import nexus.command.project.Showrooms.Showroom;
import nexus.platform.decider.Reservations;
import org.springframework.stereotype.Component;

/**
 * Numbers the projects of each showroom, without gaps and none twice.
 *
 * <p>A number is claimed in the transaction that stores its project, and none is tried but the one
 * after the last that is known to be taken: so there is no gap whatever fails, and of two nodes
 * that try the same one the second goes on to the next. On one node they take turns, and nobody
 * tries in vain.
 */
@Component
class Numbers {

    private final Reservations reservations;
    private final Cache<ShowroomId, Turn> turns = Caffeine.newBuilder().maximumSize(10_000).build();

    Numbers(Reservations reservations) {
        this.reservations = reservations;
    }

    /** Whose turn it is in a showroom, and up to where its numbers are known to be taken. */
    private static final class Turn {
        private final ReentrantLock lock = new ReentrantLock();
        private int taken;
    }

    /**
     * Opens a project under the next number of its showroom.
     *
     * @param opening is done again with the number after, as long as one is taken already
     */
    List<CommandResult> next(
            OrganizationId organization,
            Showroom showroom,
            Function<ProjectNumber, List<CommandResult>> opening) {
        var turn = turns.get(showroom.id(), _ -> new Turn());
        turn.lock.lock();
        try {
            if (turn.taken == 0) {
                turn.taken = lastTaken(organization, showroom);
            }
            while (true) {
                var number = new ProjectNumber(showroom.id(), showroom.code(), turn.taken + 1);
                var results = opening.apply(number);
                if (!isTaken(results)) {
                    turn.taken += isUsed(results) ? 1 : 0;
                    return results;
                }
                turn.taken = Math.max(turn.taken + 1, lastTaken(organization, showroom));
            }
        } finally {
            turn.lock.unlock();
        }
    }

    /** The number after the last that is taken by now; perhaps somebody takes it first. */
    ProjectNumber following(OrganizationId organization, Showroom showroom) {
        return new ProjectNumber(
                showroom.id(), showroom.code(), lastTaken(organization, showroom) + 1);
    }

    private static boolean isTaken(List<CommandResult> results) {
        return results.getFirst() instanceof Rejected refusal
                && refusal.code().equals(NumberTaken.CODE);
    }

    /** Not by what had been opened before, nor by what was refused. */
    private static boolean isUsed(List<CommandResult> results) {
        return results.getFirst() instanceof Accepted(_, _, var created, var replayed)
                && created
                && !replayed;
    }

    /** Perhaps others are by now; then they are refused and the next one is tried. */
    private int lastTaken(OrganizationId organization, Showroom showroom) {
        var begin = ProjectDecider.numberOf(showroom.id(), 0);
        return reservations
                .greatest(
                        organization.value(),
                        ProjectDecider.NUMBER,
                        begin,
                        ProjectDecider.numberOf(showroom.id(), 999_999_999))
                .map(value -> Integer.valueOf(value.substring(begin.length() - 9)))
                .orElse(0);
    }
}
