package nexus.command.campaign;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nexus.api.campaign.CampaignId;
import nexus.api.contact.ContactId;
import nexus.api.identity.OrganizationId;
import nexus.platform.eventstore.EventFeed;
import nexus.platform.eventstore.EventFeed.Request;
import nexus.platform.eventstore.EventLog;
import nexus.platform.eventstore.RecordedEvent;
import nexus.platform.health.HealthCheck;
import nexus.platform.work.DueLists;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Follows what happens to contacts and campaigns, in one order, so that whoever sees a campaign
 * launched sees all contacts as they were then.
 *
 * <p>Nodes take turns, page by page, under a lock that ends with its transaction; the position
 * moves with the rows it stands for.
 */
@Component
class CampaignFeed implements SmartLifecycle, HealthCheck {

    private static final Logger log = LoggerFactory.getLogger(CampaignFeed.class);

    /** Counts up whenever contacts are folded differently; they are then folded from the first. */
    private static final int REVISION = 1;

    private static final Result WELL = new Result(true, false, Map.of());
    private static final int PAGE = 2000;
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Duration BETWEEN_TURNS = Duration.ofMillis(20);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(2);
    private static final String CONTACTS = ContactId.PREFIX + "-";
    private static final String CAMPAIGNS = CampaignId.PREFIX + "-";

    private final EventFeed feed;
    private final EventLog events;
    private final KnownContacts contacts;
    private final CampaignRuns runs;
    private final DueLists work;
    private final JdbcClient db;
    private final TransactionTemplate transactions;
    private volatile boolean running;
    private volatile Result health = WELL;
    private volatile Thread follower = new Thread();

    CampaignFeed(
            EventFeed feed,
            EventLog events,
            KnownContacts contacts,
            CampaignRuns runs,
            DueLists work,
            JdbcClient db,
            TransactionTemplate transactions) {
        this.feed = feed;
        this.events = events;
        this.contacts = contacts;
        this.runs = runs;
        this.work = work;
        this.db = db;
        this.transactions = transactions;
    }

    /**
     * Waits until all that has happened to an organization's contacts is known, but not for ever.
     */
    void awaitContacts(OrganizationId organization, Duration atMost) {
        var end = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() < end && !hasAllContactsOf(organization)) {
            pause(Duration.ofMillis(5));
        }
    }

    private boolean hasAllContactsOf(OrganizationId organization) {
        var last = events.lastPositionOf(organization.value(), ContactId.PREFIX);
        return last.isPresent() && position() >= last.getAsLong();
    }

    private long position() {
        return db.sql("select position from campaign_feed").query(Long.class).single();
    }

    private void follow() {
        while (running) {
            try {
                startOverIfFoldedDifferently();
                while (running) {
                    if (!step()) {
                        feed.awaitAfter(position(), PATIENCE);
                    }
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException failure) {
                log.warn("Campaigns hear of nothing for the moment: {}", failure.getMessage());
                // what a database says may quote what somebody wrote: that is for the log only
                var said = failure.getClass().getSimpleName();
                health = new Result(false, false, Map.of("error", said));
                pause(AFTER_A_FAILURE);
            }
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startOverIfFoldedDifferently() {
        transactions.executeWithoutResult(
                _ -> {
                    var isOlder =
                            db.sql(
                                                    """
                                                    update campaign_feed
                                                    set position = 0, revision = :revision
                                                    where revision < :revision""")
                                            .param("revision", REVISION)
                                            .update()
                                    == 1;
                    if (isOlder) {
                        contacts.clear();
                    }
                });
    }

    /** Takes the next page, if there is one and nobody else is at it. */
    private boolean step() {
        var taken = transactions.execute(_ -> take());
        health = WELL;
        if (taken == null) {
            pause(BETWEEN_TURNS);
            return true;
        }
        if (taken.stream().anyMatch(CampaignFeed::isOfCampaign)) {
            work.wake(CampaignSending.LIST);
        }
        return !taken.isEmpty();
    }

    private @Nullable List<RecordedEvent> take() {
        var position =
                db.sql("select position from campaign_feed for update skip locked")
                        .query(Long.class)
                        .optional();
        if (position.isEmpty()) {
            return null; // another node is at it
        }
        var page =
                feed.read(
                        new Request(
                                position.get(),
                                Long.MAX_VALUE,
                                PAGE,
                                CampaignFeed::isOfInterest,
                                Set.of()));
        if (page.through() > position.get()) {
            contacts.take(
                    page.events().stream()
                            .filter(event -> event.streamId().startsWith(CONTACTS))
                            .toList());
            runs.take(page.events().stream().filter(CampaignFeed::isOfCampaign).toList());
            db.sql("update campaign_feed set position = :through")
                    .param("through", page.through())
                    .update();
        }
        return page.events();
    }

    @Override
    public String name() {
        return "campaigns";
    }

    /** Campaigns that wait are bad, but everything else goes on. */
    @Override
    public Result check() {
        return health;
    }

    private static boolean isOfInterest(String stream) {
        return stream.startsWith(CONTACTS) || stream.startsWith(CAMPAIGNS);
    }

    private static boolean isOfCampaign(RecordedEvent event) {
        return event.streamId().startsWith(CAMPAIGNS);
    }

    @Override
    public void start() {
        running = true;
        follower = Thread.ofVirtual().name("campaign-feed").start(this::follow);
    }

    @Override
    public void stop() {
        running = false;
        try {
            follower.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
