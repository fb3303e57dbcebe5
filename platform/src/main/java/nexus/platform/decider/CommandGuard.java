package nexus.platform.decider;

import java.util.Optional;
import nexus.api.Command;
import nexus.api.Rejection;

/** Something to be asked before any command is decided: may this actor send it, now? */
public interface CommandGuard {

    /** Why not, if not. */
    Optional<Rejection> refuse(Command command, CommandContext context);
}
