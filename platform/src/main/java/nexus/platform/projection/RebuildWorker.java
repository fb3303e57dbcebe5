package nexus.platform.projection;

import java.time.Duration;
import java.util.List;
import nexus.platform.projection.Projection.OnPoison;
import nexus.platform.projection.Rebuild.State;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Does the rebuilds that nobody else is at, one after the other. */
@Component
@ConditionalOnProperty(name = "nexus.projections", havingValue = "true", matchIfMissing = true)
class RebuildWorker implements SmartLifecycle {

    private static final Logger logger = LoggerFactory.getLogger(RebuildWorker.class);
    private static final Duration LOOK_AROUND = Duration.ofMillis(250);

    private final RebuildLog log;
    private final RebuildSteps steps;
    private final Rebuilds rebuilds;
    private final Generations generations;
    private final Tokens tokens;
    private @Nullable Thread thread;

    RebuildWorker(
            RebuildLog log,
            RebuildSteps steps,
            Rebuilds rebuilds,
            Generations generations,
            Tokens tokens) {
        this.log = log;
        this.steps = steps;
        this.rebuilds = rebuilds;
        this.generations = generations;
        this.tokens = tokens;
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                for (var rebuild : log.in(State.RUNNING)) {
                    work(rebuild);
                }
                for (var rebuild : log.in(State.READY)) {
                    if (rebuild.automatic()) {
                        rebuilds.switchTo(rebuild.id());
                    }
                }
                for (var rebuild : log.in(State.SWITCHED, State.ROLLED_BACK)) {
                    if (rebuild.step().equals("TELL")) {
                        steps.tell(rebuild);
                    }
                }
                for (var rebuild : log.in(State.CANCELLED, State.FAILED, State.COMPARED)) {
                    if (!rebuild.step().equals("GONE")) {
                        steps.cleanUp(rebuild);
                        log.step(rebuild.id(), "GONE");
                    }
                }
                Thread.sleep(LOOK_AROUND);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                logger.warn("Rebuilds: {}", e.toString());
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AROUND.multipliedBy(4));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(Rebuild rebuild) {
        var claims = steps.claim(rebuild);
        var tables = generations.madeBy(rebuild.id());
        if (claims.isEmpty()) {
            return;
        }
        try {
            if (tables.size() == rebuild.views().size()) {
                claims = work(rebuild, tables, claims);
            } // otherwise it is about views of another version of Nexus, which will see to it
        } catch (Claim.Lost lost) {
            logger.info("{}", lost.getMessage()); // cancelled, or another node is at it
        } catch (PoisonedEvent | Rebuilds.NotPossible e) {
            log.failed(rebuild.id(), String.valueOf(e.getMessage()));
        } catch (DataAccessException e) {
            if (!Projection.isRefusal(e)) {
                throw e;
            }
            log.failed(rebuild.id(), String.valueOf(e.getMessage()));
        } finally {
            claims.forEach(tokens::release);
        }
    }

    private List<Claim> work(Rebuild rebuild, List<ViewTable<?, ?>> tables, List<Claim> begun) {
        var onPoison = rebuild.automatic() ? OnPoison.PARK : OnPoison.STOP;
        var claims = begun;
        if (rebuild.step().equals("LOAD")) {
            claims = steps.load(rebuild, tables, claims, onPoison);
            claims = steps.index(rebuild, tables, claims);
        }
        claims = steps.follow(rebuild, tables, claims, onPoison);
        if (!rebuild.automatic()) {
            claims = steps.compare(rebuild, tables, claims, onPoison);
        }
        claims.forEach(tokens::release);
        log.goes(rebuild.id(), State.RUNNING, rebuild.dryRun() ? State.COMPARED : State.READY);
        return claims;
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform().daemon().name("rebuilds").start(this::run);
    }

    @Override
    public void stop() {
        var working = thread;
        thread = null;
        if (working != null) {
            try {
                working.interrupt();
                working.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
