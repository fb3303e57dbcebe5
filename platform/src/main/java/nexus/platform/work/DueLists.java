package nexus.platform.work;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nexus.platform.health.HealthCheck;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** All that there is to be done when it is time, and whoever does it on this node. */
@Component
public class DueLists implements SmartLifecycle, HealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ObjectProvider<DueList> lists;
    private final Leases leases;
    private final WorkMetrics metrics;
    private volatile Map<String, DueListWorker> workers = Map.of();

    DueLists(ObjectProvider<DueList> lists, Leases leases, WorkMetrics metrics) {
        this.lists = lists;
        this.leases = leases;
        this.metrics = metrics;
    }

    /** Something of that list is due, as this node happens to know: no need to wait. */
    public void wake(String list) {
        Optional.ofNullable(workers.get(list)).ifPresent(DueListWorker::wake);
    }

    @Override
    public void start() {
        var started =
                lists.orderedStream()
                        .collect(
                                Collectors.toMap(
                                        DueList::name,
                                        list -> new DueListWorker(list, leases, metrics)));
        started.values().forEach(DueListWorker::start);
        workers = started;
    }

    /** Lets everybody end the step at hand; the rest is taken up by others. */
    @Override
    public void stop() {
        var ending = List.copyOf(workers.values());
        ending.forEach(DueListWorker::leave);
        var end = System.nanoTime() + PATIENCE.toNanos();
        ending.forEach(worker -> worker.awaitEnd(Duration.ofNanos(end - System.nanoTime())));
        workers = Map.of();
    }

    @Override
    public boolean isRunning() {
        return !workers.isEmpty();
    }

    @Override
    public String name() {
        return "work";
    }

    /** What cannot be done now holds nobody up but itself: it is told, and no more. */
    @Override
    public Result check() {
        var details = new TreeMap<String, Object>();
        workers.forEach((name, worker) -> details.put(name, worker.state()));
        return Result.up(details);
    }
}
