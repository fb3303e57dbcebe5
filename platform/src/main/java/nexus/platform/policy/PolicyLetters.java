package nexus.platform.policy;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import nexus.platform.eventstore.RecordedEvent;
import nexus.platform.projection.ParkingPlace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Events about which a policy could not do what is to be done. What happens later in their streams
 * waits behind them, as far as it is the business of that policy; everything else goes on.
 *
 * <p>Whoever wants one tried again says so here, on any node; the node that runs the policy does.
 */
@Component
class PolicyLetters implements ParkingPlace {

    /** What the names of policies begin with where they stand among views. */
    static final String PREFIX = "policy:";

    private static final Logger log = LoggerFactory.getLogger(PolicyLetters.class);

    private final JdbcClient db;

    PolicyLetters(JdbcClient db) {
        this.db = db;
    }

    /** An event that is put aside. */
    record Letter(String policy, String streamId, long version, long position) {}

    void park(Policy<?> policy, RecordedEvent event, String cause) {
        log.error(
                "{} puts {} of {} aside: {}", policy.name(), event.type(), event.streamId(), cause);
        db.sql(
                        """
                        insert into policy_dead_letter
                          (policy, stream_id, version, position, organization_id, cause)
                        values (:policy, :stream, :version, :position, :organization, :cause)
                        on conflict do nothing""")
                .param("policy", policy.name())
                .param("stream", event.streamId())
                .param("version", event.version())
                .param("position", event.position())
                .param("organization", event.organizationId())
                .param("cause", cause)
                .update();
    }

    /** Those of the policies about which something is put aside. */
    Set<String> havingSome(Collection<String> policies) {
        return db
                .sql("select distinct policy from policy_dead_letter where policy = any(:policies)")
                .param("policies", policies.toArray(String[]::new))
                .query((row, _) -> row.getString(1))
                .list()
                .stream()
                .collect(Collectors.toSet());
    }

    /** Whether something of a stream is put aside, so that what follows has to wait. */
    boolean isWaiting(Policy<?> policy, String streamId) {
        return db.sql(
                        """
                        select exists (select from policy_dead_letter
                          where policy = :policy and stream_id = :stream)""")
                .param("policy", policy.name())
                .param("stream", streamId)
                .query(Boolean.class)
                .single();
    }

    /** What somebody wants tried again, the first of each stream. */
    List<Letter> toRetry(Collection<String> policies) {
        return db.sql(
                        """
                        select distinct on (policy, stream_id) policy, stream_id, version, position
                        from policy_dead_letter d
                        where policy = any(:policies) and exists (select from policy_dead_letter r
                          where r.policy = d.policy and r.stream_id = d.stream_id and r.retry)
                        order by policy, stream_id, position""")
                .param("policies", policies.toArray(String[]::new))
                .query(
                        (row, _) ->
                                new Letter(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getLong(3),
                                        row.getLong(4)))
                .list();
    }

    /** It was done after all; what waits behind it is next. */
    void done(Letter letter) {
        discardAndGoOn(letter.policy(), letter.streamId(), letter.position());
    }

    /** Tried again in vain. */
    void stays(Letter letter, String cause) {
        db.sql(
                        """
                        update policy_dead_letter set retry = false,
                          cause = case when position = :position then :cause else cause end
                        where policy = :policy and stream_id = :stream""")
                .param("policy", letter.policy())
                .param("stream", letter.streamId())
                .param("position", letter.position())
                .param("cause", cause)
                .update();
    }

    long count() {
        return db.sql("select count(*) from policy_dead_letter").query(Long.class).single();
    }

    private void discardAndGoOn(String policy, String streamId, long position) {
        db.sql(
                        """
                        with discarded as (
                          delete from policy_dead_letter
                          where policy = :policy and position = :position)
                        update policy_dead_letter set retry = true
                        where policy = :policy and stream_id = :stream and position > :position""")
                .param("policy", policy)
                .param("stream", streamId)
                .param("position", position)
                .update();
    }

    @Override
    public boolean holds(String name) {
        return name.startsWith(PREFIX);
    }

    @Override
    public Retried retry(String name, String streamId) {
        db.sql(
                        """
                        update policy_dead_letter set retry = true
                        where policy = :policy and stream_id = :stream""")
                .param("policy", name.substring(PREFIX.length()))
                .param("stream", streamId)
                .update();
        return Retried.WILL_BE;
    }

    @Override
    public void skip(String name, String streamId, long position) {
        discardAndGoOn(name.substring(PREFIX.length()), streamId, position);
    }
}
