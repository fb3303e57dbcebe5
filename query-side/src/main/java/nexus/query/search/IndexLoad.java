package nexus.query.search;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nexus.query.search.IndexRebuildLog.Work;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Fills the index beside the one in use with every record there is, type by type in the order of
 * their ids. What changes meanwhile is told to it afterwards, under higher versions.
 *
 * <p>One page is read while others are on their way, of a size that suits both servers. How far it
 * came is written down when all before it is in, so that it can be gone on with from there.
 */
final class IndexLoad {

    private static final int LARGEST_PAGE = 2000;
    private static final int SMALLEST_PAGE = 100;
    private static final int BYTES = 5_000_000;
    private static final int AT_ONCE = 2;

    private final JdbcClient db;
    private final RestClient server;
    private final String alias;
    private final IndexRebuildLog log;

    IndexLoad(JdbcClient db, RestClient server, String alias, IndexRebuildLog log) {
        this.db = db;
        this.server = server;
        this.alias = alias;
        this.log = log;
    }

    /** What of a type is in when this and all before it is done. */
    private record Sent(RecordType type, String upTo, int count, Future<?> done) {}

    /**
     * Goes on where it ended.
     *
     * @return whether all is in; if not, it is not wanted any more
     * @throws IndexBulk.Refused at the first document that the index does not take
     */
    boolean run(Work work) throws InterruptedException {
        var way = new Way(work);
        try (var senders = Executors.newFixedThreadPool(AT_ONCE)) {
            try {
                for (var type : RecordType.values()) {
                    if (!work.isBehind(type) && !load(way, type, senders)) {
                        return false;
                    }
                }
                return way.arrive(0);
            } finally {
                senders.shutdownNow();
            }
        }
    }

    private boolean load(Way way, RecordType type, ExecutorService senders)
            throws InterruptedException {
        var after = way.work.from(type);
        while (true) {
            // drawn before it is read: a later version knows at least as much
            var bulk = new IndexBulk(SearchPending.nextVersion(db));
            SearchDocuments.page(db, type, after, way.page, bulk::add);
            if (bulk.count() == 0) {
                return true;
            }
            after = bulk.lastId();
            way.next(bulk);
            way.sent.add(new Sent(type, after, bulk.count(), senders.submit(() -> send(bulk))));
            if (!way.arrive(AT_ONCE)) {
                return false;
            }
        }
    }

    /** How far it came in this process. */
    private final class Way {
        private final Work work;
        private final Deque<Sent> sent = new ArrayDeque<>();
        private final long start = System.nanoTime();
        private long loaded;
        private int page = SMALLEST_PAGE;

        Way(Work work) {
            this.work = work;
        }

        /** The next page as large as suits documents like these. */
        void next(IndexBulk bulk) {
            var fitting = (long) BYTES * bulk.count() / bulk.size();
            page = Math.clamp(fitting, SMALLEST_PAGE, LARGEST_PAGE);
        }

        /** Waits until no more than so many are on their way, and writes down what is in. */
        boolean arrive(int atMost) throws InterruptedException {
            while (sent.size() > atMost) {
                var first = sent.removeFirst();
                outcome(first.done());
                loaded += first.count();
                var rate = loaded / ((System.nanoTime() - start) / 1e9);
                if (!log.loaded(work.id(), first.type(), first.upTo(), first.count(), rate)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static void outcome(Future<?> sent) throws InterruptedException {
        try {
            sent.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IndexBulk.Refused refused -> throw refused;
                case InterruptedException _ -> throw new InterruptedException();
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** As long as it takes: whoever is away or has too much to do is asked again, less and less. */
    private @Nullable Void send(IndexBulk bulk) throws InterruptedException {
        var backoff = new Backoff();
        while (true) {
            try {
                bulk.send(server, alias);
                return null;
            } catch (IOException busy) {
                Thread.sleep(backoff.next());
            }
        }
    }
}
