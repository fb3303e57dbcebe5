package nexus.platform.eventstore;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The streams that have no events yet among those that one unit of work is about. Asked once for
 * all of them, as loading each costs a round trip to find nothing. Should somebody begin one of
 * them in the meantime, appending fails as a conflict, as always.
 */
@Component
public class NewStreams {

    private static final String RESOURCE = "nexus.new-streams";

    private final JdbcClient db;

    public NewStreams(JdbcClient db) {
        this.db = db;
    }

    /** Finds out which of these are new, for the unit of work at hand. */
    public void among(Collection<String> streamIds) {
        var fresh = new HashSet<>(streamIds);
        fresh.removeAll(
                db.sql("select stream_id from event where stream_id = any(:ids) and version = 0")
                        .param("ids", fresh.toArray(String[]::new))
                        .query(String.class)
                        .list());
        remember(fresh);
    }

    /** Takes it that this one is new, for the unit of work at hand, without asking. */
    public void believe(String streamId) {
        remember(Set.of(streamId));
    }

    private static void remember(Set<String> fresh) {
        CurrentUnitOfWork.get().root().resources().put(RESOURCE, fresh);
    }

    static boolean contain(String streamId) {
        return CurrentUnitOfWork.isStarted()
                && CurrentUnitOfWork.get().root().getOrDefaultResource(RESOURCE, Set.of())
                        instanceof Set<?> fresh
                && fresh.contains(streamId);
    }
}
