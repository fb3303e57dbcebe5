package nexus.platform.projection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which tables of which view are in use: readers see one generation under the plain name, others
 * are made beside it, and the one before is kept for a while.
 */
@Component
class Generations {

    private final JdbcTemplate jdbc;
    private final JdbcClient db;
    private final Views views;

    /** One generation of a view, as the database knows it. */
    record Generation(String view, int generation, String columns, String shape) {}

    Generations(JdbcTemplate jdbc, Views views) {
        this.jdbc = jdbc;
        this.db = JdbcClient.create(jdbc);
        this.views = views;
    }

    ViewTable<?, ?> table(View<?, ?> view, int generation) {
        return new ViewTable<>(jdbc, view, generation);
    }

    /** The tables in use that fit the views as this version has them. */
    List<ViewTable<?, ?>> live() {
        var tables = new ArrayList<ViewTable<?, ?>>();
        for (var view : views.all()) {
            live(view.name())
                    .filter(live -> live.shape().equals(ViewTable.shape(view)))
                    .ifPresent(live -> tables.add(table(view, live.generation())));
        }
        return tables;
    }

    /** The views whose tables in use, if any, are of another shape. */
    List<View<?, ?>> outdated() {
        var outdated = new ArrayList<View<?, ?>>();
        for (var view : views.all()) {
            if (live(view.name())
                    .filter(live -> live.shape().equals(ViewTable.shape(view)))
                    .isEmpty()) {
                outdated.add(view);
            }
        }
        return outdated;
    }

    Optional<Generation> live(String view) {
        return in("LIVE", view);
    }

    Optional<Generation> previous(String view) {
        return in("PREVIOUS", view);
    }

    private Optional<Generation> in(String state, String view) {
        return db.sql(
                        """
                        select view, generation, columns, shape from view_generation
                        where view = :view and state = :state""")
                .param("view", view)
                .param("state", state)
                .query(Columns.of(Generation.class).reader())
                .optional();
    }

    /** The tables that a rebuild makes. */
    List<ViewTable<?, ?>> madeBy(String rebuild) {
        var tables = new ArrayList<ViewTable<?, ?>>();
        db.sql(
                        """
                        select view, generation, columns, shape from view_generation
                        where rebuild = :rebuild and state = 'BUILDING' order by view""")
                .param("rebuild", rebuild)
                .query(Columns.of(Generation.class).reader())
                .list()
                .forEach(
                        made -> {
                            var view = views.named(made.view());
                            if (view != null && made.shape().equals(ViewTable.shape(view))) {
                                tables.add(table(view, made.generation()));
                            }
                        });
        return tables;
    }

    /** Makes the tables of another generation, not in use yet. */
    ViewTable<?, ?> make(View<?, ?> view, String rebuild) {
        var generation =
                db.sql(
                                """
                                select coalesce(max(generation), 0) + 1 from view_generation
                                where view = :view""")
                        .param("view", view.name())
                        .query(Integer.class)
                        .single();
        var table = table(view, generation);
        db.sql(
                        """
                        insert into view_generation
                          (view, generation, columns, shape, state, rebuild)
                        values (:view, :generation, :columns, :shape, 'BUILDING', :rebuild)""")
                .param("view", view.name())
                .param("generation", generation)
                .param("columns", ViewTable.columns(view))
                .param("shape", ViewTable.shape(view))
                .param("rebuild", rebuild)
                .update();
        table.create();
        return table;
    }

    /**
     * Puts tables in use; those in use before are kept, those before these dropped. To be called in
     * the transaction that holds the tokens.
     */
    void use(Collection<ViewTable<?, ?>> tables) {
        for (var table : tables) {
            var view = table.view().name();
            var before = live(view);
            previous(view)
                    .filter(old -> old.generation() != table.generation())
                    .ifPresent(old -> drop(view, old.generation()));
            before.ifPresent(old -> state(view, old.generation(), "PREVIOUS"));
            state(view, table.generation(), "LIVE");
            table.show(
                    before.filter(old -> old.columns().equals(ViewTable.columns(table.view())))
                            .isPresent());
        }
    }

    /**
     * Lets readers see tables before they are in use, if those before are of no use to them.
     *
     * @return whether they were not
     */
    boolean showEarly(ViewTable<?, ?> table) {
        var sameColumns =
                live(table.view().name())
                        .filter(old -> old.columns().equals(ViewTable.columns(table.view())))
                        .isPresent();
        if (!sameColumns) {
            table.show(false);
        }
        return !sameColumns;
    }

    /** Whether the tables in use are those that a rebuild has made. */
    boolean isLiveOf(String view, String rebuild) {
        return db.sql(
                        """
                        select exists (select from view_generation
                          where view = :view and state = 'LIVE' and rebuild = :rebuild)""")
                .param("view", view)
                .param("rebuild", rebuild)
                .query(Boolean.class)
                .single();
    }

    /** Drops the tables that a rebuild has made and that are not in use. */
    void dropUnused(String rebuild) {
        db.sql(
                        """
                        select view, generation, columns, shape from view_generation
                        where rebuild = :rebuild and state = 'BUILDING'""")
                .param("rebuild", rebuild)
                .query(Columns.of(Generation.class).reader())
                .list()
                .forEach(made -> drop(made.view(), made.generation()));
    }

    private void state(String view, int generation, String state) {
        db.sql(
                        """
                        update view_generation set state = :state
                        where view = :view and generation = :generation""")
                .param("state", state)
                .param("view", view)
                .param("generation", generation)
                .update();
    }

    void drop(String view, int generation) {
        ViewTable.drop(jdbc, view, generation);
        db.sql("delete from view_generation where view = :view and generation = :generation")
                .param("view", view)
                .param("generation", generation)
                .update();
        db.sql("delete from dead_letter where view = :view and set_aside = :generation")
                .param("view", view)
                .param("generation", generation)
                .update();
    }
}
