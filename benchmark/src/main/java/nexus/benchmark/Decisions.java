package nexus.benchmark;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import nexus.api.Command;
import nexus.api.CommandResult.Accepted;
import nexus.api.CommandResult.Rejected;
import nexus.platform.decider.Commands;

/**
 * Commands about deals, sent in process through guards, decider and event store: 70 of 100 change a
 * deal that is there, the others open one.
 */
final class Decisions implements Work {

    private static final int CHANGES = 70;

    private final Commands commands;
    private final Organization organization;
    private final List<SplittableRandom> chances;

    Decisions(Site site, int callers) {
        this.commands = site.engine().bean(Commands.class);
        this.organization = site.organization();
        this.chances = chances(callers);
    }

    /** One for each caller, always the same. */
    static List<SplittableRandom> chances(int callers) {
        return IntStream.range(0, callers).mapToObj(SplittableRandom::new).toList();
    }

    static boolean isChange(SplittableRandom chance) {
        return chance.nextInt(100) < CHANGES;
    }

    @Override
    public void once(int caller) {
        var chance = chances.get(caller);
        send(isChange(chance) ? organization.change(chance) : organization.open(chance));
    }

    /** Changes a deal that is there. */
    Accepted change(int caller) {
        return send(organization.change(chances.get(caller)));
    }

    private Accepted send(Command command) {
        return switch (commands.send(command, organization.context())) {
            case Accepted accepted -> accepted;
            case Rejected rejected -> throw new BenchFailure("Refused: " + rejected);
        };
    }

    @Override
    public boolean isServed() {
        return true;
    }
}
