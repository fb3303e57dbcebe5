package nexus.platform.work;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** How much is being done and was done of every list, for Prometheus. */
@Component
class WorkMetrics {

    private final MeterRegistry registry;
    private final Map<String, AtomicInteger> active = new ConcurrentHashMap<>();

    WorkMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void began(String list) {
        active.computeIfAbsent(list, this::gauge).incrementAndGet();
    }

    void ended(String list) {
        active.computeIfAbsent(list, this::gauge).decrementAndGet();
    }

    private AtomicInteger gauge(String list) {
        var items = new AtomicInteger();
        Gauge.builder("nexus.work.active", items, AtomicInteger::get)
                .description("items that this node works on")
                .tag("list", list)
                .register(registry);
        return items;
    }

    void done(String list) {
        registry.counter("nexus.work.done", "list", list).increment();
    }

    void failed(String list) {
        registry.counter("nexus.work.failed", "list", list).increment();
    }
}
