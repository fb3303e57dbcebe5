package nexus.query.search;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.time.Duration;
import nexus.platform.query.Awaited;
import nexus.platform.query.Moment;
import nexus.platform.web.NotReady;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Holds a search until it finds what its reader has written. */
@Component
class SearchFreshness {

    private static final Duration POLL = Duration.ofMillis(10);

    private final SearchPending pending;
    private final RecordIndex index;
    private final SearchHealth health;

    /** Up to where an organization's records were found to be findable, a short while ago. */
    private final Cache<String, Long> findable =
            Caffeine.newBuilder()
                    .maximumSize(10_000)
                    .expireAfterWrite(Duration.ofMinutes(1))
                    .build();

    SearchFreshness(SearchPending pending, RecordIndex index, SearchHealth health) {
        this.pending = pending;
        this.index = index;
        this.health = health;
    }

    /**
     * Answers when everything of the reader's organization up to the position can be found.
     *
     * @throws NotReady if that takes longer than the reader waits, or search is away
     */
    void await(Moment moment, @Nullable Awaited awaited) {
        if (awaited == null || isFindable(moment, awaited)) {
            return;
        }
        try {
            while (!pending.isToldUpTo(moment.organizationId(), awaited.position())) {
                if (System.nanoTime() - awaited.until() > 0) {
                    throw tooLate();
                }
                Thread.sleep(POLL);
            }
            index.refresh();
        } catch (IOException | ElasticsearchException e) {
            throw RecordSearch.unavailable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RecordSearch.unavailable();
        }
        findable.asMap().merge(moment.organizationId(), awaited.position(), Math::max);
    }

    private NotReady tooLate() {
        return health.failure() == null
                ? new NotReady("search.behind", "Search has not reached that position yet.")
                : RecordSearch.unavailable();
    }

    private boolean isFindable(Moment moment, Awaited awaited) {
        var position = findable.getIfPresent(moment.organizationId());
        return position != null && position >= awaited.position();
    }
}
