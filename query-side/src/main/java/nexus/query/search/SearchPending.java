package nexus.query.search;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import nexus.platform.projection.RowListener;
import nexus.platform.projection.View;
import nexus.platform.projection.Views;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Which records the search index has still to be told of.
 *
 * <p>They are marked in the transaction that changes their rows, so that none is forgotten whatever
 * becomes of the index, and with them those whose documents name what changed: the deals of a
 * company that has another name now.
 */
@Component
class SearchPending implements RowListener {

    /** A record that waits, and the generation of it that was seen. */
    record Pending(RecordType type, String id, String organizationId, long generation) {}

    /** Rows of {@code dependents} name the row of {@code view} that their column refers to. */
    private record Naming(String view, RecordType dependents, String column) {}

    private static final List<Naming> NAMINGS =
            List.of(
                    new Naming("companies", RecordType.CONTACT, "company_id"),
                    new Naming("companies", RecordType.DEAL, "company_id"),
                    new Naming("contacts", RecordType.DEAL, "contact_id"),
                    new Naming("members", RecordType.DEAL, "owner_id"),
                    new Naming("pipelines", RecordType.DEAL, "pipeline_id"),
                    new Naming("contacts", RecordType.PROJECT, "contact_id"),
                    new Naming("members", RecordType.PROJECT, "responsible_id"),
                    new Naming("companies", RecordType.ACTIVITY, "company_id"),
                    new Naming("contacts", RecordType.ACTIVITY, "contact_id"),
                    new Naming("members", RecordType.ACTIVITY, "assignee_id"),
                    new Naming("companies", RecordType.DOCUMENT, "record_id"),
                    new Naming("deals", RecordType.DOCUMENT, "record_id"),
                    new Naming("contacts", RecordType.DOCUMENT, "record_id"));

    /** The position stays that of the first change, for those who wait until it can be found. */
    private static final String OR_ANOTHER_GENERATION =
            " on conflict (type, id) do update set generation = search_pending.generation + 1";

    private final JdbcClient db;
    private final Views views;
    private final Semaphore bell = new Semaphore(0);

    SearchPending(JdbcClient db, Views views) {
        this.db = db;
        this.views = views;
    }

    @Override
    public void changed(View<?, ?> view, Collection<String> keys, long position) {
        var ids = keys.toArray(String[]::new);
        for (var type : RecordType.values()) {
            if (type.view().equals(view.name())) {
                markThemselves(type, ids, position);
            }
        }
        for (var naming : NAMINGS) {
            if (naming.view().equals(view.name())
                    && views.named(naming.dependents().view()) != null) {
                markDependents(naming, ids, position);
            }
        }
        ringAfterCommit();
    }

    private void markThemselves(RecordType type, String[] ids, long position) {
        db.sql(
                        """
                        insert into search_pending (type, id, organization_id, generation, position)
                        select :type, key, coalesce(r.organization_id, ''), 1, :position
                        from unnest(:ids) as key left join %s r on r.id = key
                        order by key\
                        """
                                        .formatted(type.view())
                                + OR_ANOTHER_GENERATION)
                .param("type", type.key())
                .param("position", position)
                .param("ids", ids)
                .update();
    }

    /** Nothing that is in the index already can name a row that has only just been made. */
    private void markDependents(Naming naming, String[] ids, long position) {
        db.sql(
                        """
                        insert into search_pending (type, id, organization_id, generation, position)
                        select :type, d.id, d.organization_id, 1, :position
                        from %s r join %s d
                          on d.organization_id = r.organization_id and d.%s = r.id
                        where r.id = any(:ids) and r.updated_at > r.created_at
                        order by d.id\
                        """
                                        .formatted(
                                                naming.view(),
                                                naming.dependents().view(),
                                                naming.column())
                                + OR_ANOTHER_GENERATION)
                .param("type", naming.dependents().key())
                .param("position", position)
                .param("ids", ids)
                .update();
    }

    /** Tells who waits for work that there is some. */
    void ring() {
        bell.release();
    }

    /** The same once what is to be seen can be seen. */
    void ringAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        ring();
                    }
                });
    }

    /** Waits until something is marked in this process, or for a while: others mark too. */
    void awaitBell(Duration atMost) throws InterruptedException {
        if (bell.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            bell.drainPermits();
        }
    }

    /** Marks one record, to be written once more. */
    void mark(RecordType type, String id) {
        markThemselves(type, new String[] {id}, 0);
        ringAfterCommit();
    }

    /** Marks every record there is; those first in line that wait already keep their place. */
    static void markEverything(JdbcClient db) {
        for (var type : RecordType.values()) {
            db.sql(
                            """
                            insert into search_pending
                              (type, id, organization_id, generation, position)
                            select :type, id, organization_id, 1, 0 from %s\
                            """
                                            .formatted(type.view())
                                    + OR_ANOTHER_GENERATION)
                    .param("type", type.key())
                    .update();
        }
    }

    static List<Pending> first(JdbcClient db, int atMost) {
        return db.sql(
                        """
                        select type, id, organization_id, generation from search_pending
                        order by position limit :most\
                        """)
                .param("most", atMost)
                .query(
                        (row, _) ->
                                new Pending(
                                        RecordType.of(row.getString(1)),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getLong(4)))
                .list();
    }

    /**
     * A version for documents that are read after this: higher than all before, also where the
     * database was restored to an earlier state and the index was not.
     */
    static long nextVersion(JdbcClient db) {
        return db.sql(
                        """
                        select setval('search_version',
                          greatest(nextval('search_version'),
                                   (extract(epoch from clock_timestamp()) * 1000000)::bigint))\
                        """)
                .query(Long.class)
                .single();
    }

    /**
     * Strikes off what the index has been told, and passes it on to the one beside it, if there is
     * one. What changed meanwhile stays, and so does what is being changed at this moment, which
     * the lock of its row tells.
     */
    static void strike(JdbcClient db, List<Pending> told) {
        db.sql(
                        """
                        with struck as (
                          delete from search_pending where (type, id) in (
                            select p.type, p.id
                            from search_pending p join unnest(:types, :ids, :generations)
                              as told (type, id, generation)
                              on p.type = told.type and p.id = told.id
                                and p.generation = told.generation
                            for update of p skip locked)
                          returning type, id, organization_id)
                        insert into search_beside (type, id, organization_id)
                        select type, id, organization_id from struck
                        where exists (select from search_rebuild where kept)
                        on conflict (type, id) do update
                          set generation = search_beside.generation + 1\
                        """)
                .param("types", told.stream().map(one -> one.type().key()).toArray(String[]::new))
                .param("ids", told.stream().map(Pending::id).toArray(String[]::new))
                .param("generations", told.stream().map(Pending::generation).toArray(Long[]::new))
                .update();
    }

    /** What the index beside has not been told of. */
    static List<Pending> firstBeside(JdbcClient db, int atMost) {
        return db.sql(
                        """
                        select type, id, organization_id, generation from search_beside
                        order by type, id limit :most\
                        """)
                .param("most", atMost)
                .query(
                        (row, _) ->
                                new Pending(
                                        RecordType.of(row.getString(1)),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getLong(4)))
                .list();
    }

    /** Whether the index beside misses so many, or more. */
    static boolean isMuchBeside(JdbcClient db, int much) {
        return db.sql(
                        """
                        select count(*) = :much
                        from (select from search_beside limit :much) missed\
                        """)
                .param("much", much)
                .query(Boolean.class)
                .single();
    }

    static void strikeBeside(JdbcClient db, List<Pending> told) {
        db.sql(
                        """
                        delete from search_beside b
                        using unnest(:types, :ids, :generations) as told (type, id, generation)
                        where b.type = told.type and b.id = told.id
                          and b.generation = told.generation\
                        """)
                .param("types", told.stream().map(one -> one.type().key()).toArray(String[]::new))
                .param("ids", told.stream().map(Pending::id).toArray(String[]::new))
                .param("generations", told.stream().map(Pending::generation).toArray(Long[]::new))
                .update();
    }

    /** What the index has taken is no dead letter any more. */
    static void forgive(JdbcClient db, List<Pending> taken) {
        db.sql(
                        """
                        delete from search_dead_letter d
                        using unnest(:types, :ids) as taken (type, id)
                        where d.type = taken.type and d.id = taken.id\
                        """)
                .param("types", taken.stream().map(one -> one.type().key()).toArray(String[]::new))
                .param("ids", taken.stream().map(Pending::id).toArray(String[]::new))
                .update();
    }

    /** Puts aside what the index refuses, so that it holds up nothing else. */
    static void park(JdbcClient db, Map<Pending, String> refused) {
        refused.forEach(
                (record, cause) ->
                        db.sql(
                                        """
                                        insert into search_dead_letter
                                          (type, id, organization_id, cause)
                                        values (:type, :id, :organization, :cause)
                                        on conflict (type, id) do update
                                          set cause = excluded.cause, parked_at = now()\
                                        """)
                                .param("type", record.type().key())
                                .param("id", record.id())
                                .param("organization", record.organizationId())
                                .param("cause", cause)
                                .update());
    }

    static long count(JdbcClient db) {
        return db.sql("select count(*) from search_pending").query(Long.class).single();
    }

    /** Whether the index knows of all changes of an organization up to a position. */
    boolean isToldUpTo(String organizationId, long position) {
        return !db.sql(
                        """
                        select exists (select from search_pending
                          where position <= :position and organization_id in (:organization, ''))\
                        """)
                .param("position", position)
                .param("organization", organizationId)
                .query(Boolean.class)
                .single();
    }
}
