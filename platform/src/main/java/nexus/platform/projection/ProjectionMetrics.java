package nexus.platform.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import nexus.platform.projection.ProjectionStatus.Segment;
import org.springframework.stereotype.Component;

/** Position, lag and rate of every segment, for Prometheus. */
@Component
class ProjectionMetrics {

    private final ProjectionStatus status;
    private final Map<MultiGauge, ToDoubleFunction<Segment>> gauges;

    ProjectionMetrics(ProjectionStatus status, MeterRegistry registry) {
        this.status = status;
        this.gauges =
                Map.of(
                        gauge(registry, "position", "the last event that was taken in"),
                        Segment::position,
                        gauge(registry, "lag.events", "events still to be taken in"),
                        Segment::lag,
                        gauge(registry, "lag.seconds", "how long the first of them waits"),
                        Segment::lagSeconds,
                        gauge(registry, "rate", "events a second lately"),
                        Segment::rate,
                        gauge(registry, "failed", "1 if it last failed and has not moved since"),
                        segment -> segment.error() == null ? 0 : 1);
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder("nexus.projection." + name)
                .description(description)
                .register(registry);
    }

    void refresh() {
        var segments = status.all();
        gauges.forEach(
                (gauge, value) ->
                        gauge.register(
                                segments.stream()
                                        .<Row<?>>map(segment -> row(segment, value))
                                        .toList(),
                                true));
    }

    private static Row<?> row(Segment segment, ToDoubleFunction<Segment> value) {
        return Row.of(
                Tags.of(
                        "processor",
                        segment.processor(),
                        "segment",
                        Integer.toString(segment.segment())),
                value.applyAsDouble(segment));
    }
}
