package nexus.platform.eventstore;

import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/** Lets the engine store what there is besides events, and what there is without any. */
final class UnitOfWorkAppends implements Appends {

    private static final String SEEN_TO = "nexus.append.seen-to";

    private final AppendingEngine engine;

    UnitOfWorkAppends(AppendingEngine engine) {
        this.engine = engine;
    }

    @Override
    public Append ofUnitOfWork() {
        var root = CurrentUnitOfWork.get().root();
        var append = Append.of(root);
        if (root.resources().putIfAbsent(SEEN_TO, true) == null) {
            root.onCommit(_ -> engine.store(append)); // unless it was stored with events before
        }
        return append;
    }

    @Override
    public boolean haveOvertaken(String streamId, long version) {
        return engine.lastSequenceNumberFor(streamId).orElse(-1L) > version;
    }

    @Override
    public void catchUp() {
        engine.catchUp();
    }
}
