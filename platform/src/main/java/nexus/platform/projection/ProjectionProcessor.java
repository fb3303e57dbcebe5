package nexus.platform.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import nexus.platform.eventstore.EventLog;
import nexus.platform.eventstore.RecordedEvent;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Runs the views: Axon's pooled streaming processor reads the event stream and claims the segments,
 * and each batch goes into all views in one transaction with its token.
 *
 * <p>All views move together, so that whatever is joined is of one position.
 */
@Component
@ConditionalOnProperty(name = "nexus.projections", havingValue = "true", matchIfMissing = true)
class ProjectionProcessor implements SmartLifecycle {

    static final String NAME = "views";

    private final PooledStreamingEventProcessor processor;
    private final ViewTables tables;

    ProjectionProcessor(
            StreamableMessageSource<TrackedEventMessage<?>> events,
            TokenStore tokens,
            TransactionManager transactions,
            ViewProjector views,
            ViewTables tables,
            ProjectionPositions positions,
            @Value("${nexus.projections.batch-size:1000}") int batchSize) {
        this.tables = tables;
        this.processor =
                PooledStreamingEventProcessor.builder()
                        .name(NAME)
                        .eventHandlerInvoker(new BatchInvoker(views, positions))
                        .errorHandler(PropagatingErrorHandler.instance())
                        .messageSource(events)
                        .tokenStore(tokens)
                        .transactionManager(transactions)
                        .coordinatorExecutor(
                                Executors.newSingleThreadScheduledExecutor(
                                        Thread.ofPlatform().daemon().name("views-read").factory()))
                        .workerExecutor(
                                Executors.newSingleThreadScheduledExecutor(
                                        Thread.ofPlatform().daemon().name("views-fold").factory()))
                        .initialSegmentCount(1)
                        .initialToken(_ -> new GlobalSequenceTrackingToken(0))
                        .batchSize(batchSize)
                        .build();
    }

    /** Collects the messages of a unit of work and projects them together before its commit. */
    private record BatchInvoker(ViewProjector views, ProjectionPositions positions)
            implements EventHandlerInvoker {

        private static final String BATCH = "nexus.batch";

        @Override
        public boolean canHandle(EventMessage<?> event, Segment segment) {
            return true; // also what no view folds: the position of the views passes it
        }

        @Override
        public void handle(EventMessage<?> message, Segment segment) {
            batch(segment).add(EventLog.recorded(message));
        }

        private List<RecordedEvent> batch(Segment segment) {
            return CurrentUnitOfWork.get()
                    .root()
                    .getOrComputeResource(
                            BATCH,
                            _ -> {
                                var batch = new ArrayList<RecordedEvent>();
                                CurrentUnitOfWork.get()
                                        .root()
                                        .onPrepareCommit(_ -> flush(batch, segment));
                                return batch;
                            });
        }

        private void flush(List<RecordedEvent> batch, Segment segment) {
            views.project(batch);
            positions.reached(NAME, segment.getSegmentId(), batch.getLast().position());
        }
    }

    @Override
    public void start() {
        tables.prepare();
        processor.start();
    }

    @Override
    public void stop() {
        processor.shutDown();
    }

    @Override
    public boolean isRunning() {
        return processor.isRunning();
    }
}
