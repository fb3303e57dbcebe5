package nexus.benchmark;

import nexus.platform.projection.Rebuild;
import nexus.platform.projection.Replayable;

/** The search index made anew as an operator has it made, and dropped again. */
final class IndexReplay {

    private static final String SEARCH = "search";

    private final Engine engine;
    private final Replayable search;

    IndexReplay(Engine engine) {
        this.engine = engine;
        this.search =
                engine.context().getBeansOfType(Replayable.class).values().stream()
                        .filter(one -> one.names().contains(SEARCH))
                        .findFirst()
                        .orElseThrow();
    }

    /**
     * Makes it anew with so many documents in it.
     *
     * @return how many a second until it could be used; that it is compared then does not count
     */
    double run(long documents) {
        var start = System.nanoTime();
        var id = search.start(SEARCH, false);
        Engine.await("the search index anew", () -> isUsable(find(id)));
        var seconds = (System.nanoTime() - start) / 1e9;
        Engine.await("the comparison", () -> find(id).state() != Rebuild.State.RUNNING);
        judge(find(id), documents);
        search.cancel(id);
        Engine.await("its end", () -> !isKept(id));
        return documents / seconds;
    }

    private Rebuild find(String id) {
        return search.find(id).orElseThrow();
    }

    private static boolean isUsable(Rebuild rebuild) {
        return rebuild.state() != Rebuild.State.RUNNING || rebuild.step().equals("COMPARE");
    }

    private boolean isKept(String id) {
        return engine.db()
                .sql("select kept from search_rebuild where id = :id")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    private static void judge(Rebuild rebuild, long documents) {
        if (rebuild.state() != Rebuild.State.READY) {
            throw new BenchFailure("The search index cannot be made anew: " + rebuild.error());
        }
        var comparison = rebuild.comparisons().getFirst();
        if (!comparison.equal() || comparison.rowsAnew() != documents) {
            throw new BenchFailure("The search index has not become what it was: " + comparison);
        }
    }
}
